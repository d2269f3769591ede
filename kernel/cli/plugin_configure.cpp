#include <boost/json.hpp>
#include <fstream>
#include <istream>
#include <iterator>
#include <ostream>

#include "cli/commands.hpp"
#include "cli/with_system.hpp"

namespace seva::cli {
namespace {

namespace json = boost::json;

domain::Result<std::string> text_of(Context& context, const std::string& file) {
  if (file == "-") return std::string(std::istreambuf_iterator<char>(context.terminal.in), {});
  std::ifstream stream(file, std::ios::binary);
  if (!stream)
    return domain::invalid("file_unreadable", "The file cannot be read.", file, "Check that it is there and that its rights allow reading.");
  return std::string(std::istreambuf_iterator<char>(stream), {});
}

void print(Context& context, const actions::ConfigCheck& check) {
  json::array problems;
  for (const actions::ConfigProblem& problem : check.problems) {
    problems.push_back({{"path", problem.path}, {"message", problem.message.en}});
    if (!context.is_json) context.terminal.err << (problem.path.empty() ? "/" : problem.path) << ": " << problem.message.en << "\n";
  }
  for (const actions::TrialStep& step : check.steps)
    if (!step.is_passed && !context.is_json) context.terminal.err << step.name.en << ": " << step.detail.en << "\n";
  if (context.is_json)
    context.terminal.out << json::serialize(json::object{{"passed", check.is_passed()}, {"problems", std::move(problems)}}) << "\n";
}

}  // namespace

int configure_plugin(Context& context, const PluginReplacement& replacement) {
  const auto config = text_of(context, replacement.file);
  if (!config) return report(context, config.error());
  return with_system(context, Depth::plugins, [&](Assembly& assembly) -> domain::Result<void> {
    const auto check = assembly.configure_plugin(replacement.plugin, *config);
    if (!check && check.error().kind == domain::ProblemKind::not_found)
      return domain::invalid("plugin_unknown", "The instance does not name this plugin, or its file is in no plugin folder.", replacement.plugin,
                             "Look at seva plugin list.");
    if (!check) return check.error();
    print(context, *check);
    const bool does_start = check->problems.empty() && !check->steps.empty() && check->steps.front().is_passed;
    if (!does_start) return domain::invalid("config_refused", "The configuration was not taken.", replacement.plugin, "Mend what stands above.");
    if (!context.is_json) context.terminal.out << replacement.plugin << " has its new configuration.\n";
    return {};
  });
}

}  // namespace seva::cli
