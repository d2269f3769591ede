#include <algorithm>
#include <boost/json.hpp>
#include <cctype>
#include <filesystem>
#include <fstream>
#include <ostream>
#include <sstream>

#include "cli/plugin_kit.hpp"

namespace seva::cli {
namespace {

namespace fs = std::filesystem;

/// An installed program finds share/seva/template, one that was built finds `template` beside itself.
fs::path templates() {
  std::error_code unknown;
  const fs::path folder = fs::read_symlink("/proc/self/exe", unknown).parent_path();
  const fs::path installed = folder.parent_path() / "share" / "seva" / "template";
  return fs::exists(installed, unknown) ? installed : folder / "template";
}

bool is_id(const std::string& name) {
  constexpr std::size_t kLongest = 32;
  const auto is_allowed = [](unsigned char byte) { return std::islower(byte) != 0 || std::isdigit(byte) != 0 || byte == '_'; };
  return name.size() >= 2 && name.size() <= kLongest && std::islower(static_cast<unsigned char>(name[0])) != 0 &&
         std::all_of(name.begin(), name.end(), is_allowed);
}

/// city_sms → CitySms.
std::string class_of(const std::string& name) {
  std::string words;
  bool is_first = true;
  for (const char letter : name) {
    if (letter != '_') words += is_first ? static_cast<char>(std::toupper(static_cast<unsigned char>(letter))) : letter;
    is_first = letter == '_';
  }
  return words;
}

std::string filled(std::string text, const std::string& mark, const std::string& value) {
  for (auto at = text.find(mark); at != std::string::npos; at = text.find(mark, at + value.size())) text.replace(at, mark.size(), value);
  return text;
}

std::string template_of(const NewPlugin& wanted) {
  if (!wanted.template_name.empty()) return wanted.template_name;
  if (wanted.kind == "department") return "department";
  return wanted.is_polling ? "polling" : "webhook";
}

/// What to do with what was written.
std::string next_steps(const NewPlugin& wanted) {
  if (template_of(wanted) == "python") return "\n  seva plugin check " + wanted.name + ".plugin --update";
  const fs::path prefix = templates().parent_path().parent_path().parent_path();
  return "\n  cmake -S . -B build -DCMAKE_PREFIX_PATH=" + prefix.string() + "\n  cmake --build build\n  seva plugin check build/plugins/" +
         wanted.name + ".so --transcripts transcripts --update";
}

void write_from(const fs::path& from, const fs::path& to, const std::string& name) {
  const auto fill = [&](std::string text) { return filled(filled(std::move(text), "@NAME@", name), "@CLASS@", class_of(name)); };
  for (const auto& entry : fs::recursive_directory_iterator(from)) {
    const fs::path target = to / fill(fs::relative(entry.path(), from).string());
    if (entry.is_directory()) {
      fs::create_directories(target);
      continue;
    }
    fs::create_directories(target.parent_path());
    std::ostringstream text;
    text << std::ifstream(entry.path(), std::ios::binary).rdbuf();
    std::ofstream(target, std::ios::binary) << fill(text.str());
  }
}

}  // namespace

int new_plugin(Context& context, const NewPlugin& wanted) {
  if (!is_id(wanted.name)) {
    report(context, domain::invalid("name_invalid", "A plugin's name is 2 to 32 of a-z, 0-9 and _, and begins with a letter.", wanted.name,
                                    "Write seva plugin new city_sms, say."));
    return kWrongUsage;
  }
  const fs::path from = templates() / template_of(wanted);
  std::error_code unknown;
  if (!fs::is_directory(from, unknown))
    return report(context, domain::invalid("template_missing", "The templates are not there.", from.string(), "Install Seva with cmake --install."));
  if (fs::exists(wanted.name, unknown))
    return report(context, domain::invalid("folder_is_there", "There is something of this name already.", wanted.name,
                                           "Choose another name, or move it away; nothing is overwritten."));
  try {
    write_from(from, wanted.name, wanted.name);
  } catch (const std::exception& error) {
    return report(context, domain::invalid("not_written", error.what(), wanted.name, "Look at the folder's rights and the disk's room."));
  }
  const std::string kind = template_of(wanted) == "department" ? "department" : "channel";
  if (context.is_json)
    context.terminal.out << boost::json::serialize(boost::json::object{{"folder", wanted.name}, {"kind", kind}}) << "\n";
  else
    context.terminal.out << wanted.name << " is written. Next:\n  cd " << wanted.name << next_steps(wanted)
                         << "\nand read what the transcripts now say.\n";
  return kDone;
}

void add_plugin_kit(CLI::App& plugin_command, Context& context, int& status) {
  const auto wanted = std::make_shared<NewPlugin>();
  CLI::App* made = plugin_command.add_subcommand("new",
                                                 "Write the smallest plugin that works into the folder NAME: code, manifest, transcripts, build.\n"
                                                 "Example: seva plugin new city_sms --webhook");
  made->add_option("name", wanted->name, "2 to 32 of a-z, 0-9 and _; the plugin's id and its folder")->required();
  CLI::Option* kind = made->add_option("--kind", wanted->kind, "channel or department")->check(CLI::IsMember({"channel", "department"}));
  CLI::Option* named =
      made->add_option("--template", wanted->template_name, "webhook, polling or department in C++; python: a channel that is a program, in one file")
          ->check(CLI::IsMember({"webhook", "polling", "department", "python"}));
  CLI::Option* polling = made->add_flag("--polling", wanted->is_polling, "A channel that asks a service again and again");
  CLI::Option* webhook =
      made->add_flag("--webhook", wanted->is_webhook, "A channel that a service posts to (unless said otherwise)")->excludes(polling);
  named->excludes(kind)->excludes(polling)->excludes(webhook);
  made->callback([&context, &status, wanted] { status = new_plugin(context, *wanted); });

  const auto plugin = std::make_shared<CheckedPlugin>();
  const auto add_file = [plugin](CLI::App* command) {
    command->add_option("file", plugin->file, "The built plugin, NAME.so or NAME.plugin")->required();
    command->add_option("--transcripts", plugin->transcripts,
                        "Folder of transcripts: events in, effects expected (transcripts beside the file or above)");
  };
  CLI::App* check = plugin_command.add_subcommand(
      "check",
      "Judge a built plugin, of whatever language: plays its transcripts as they are, twice, with spoilt payloads, with forged secrets and with\n"
      "failures and restarts at every step, without a network. Each failure says what to do. Exit code 0: all is kept.\n"
      "Example: seva plugin check build/plugins/city_sms.so --transcripts transcripts");
  add_file(check);
  check->add_flag("--update", plugin->is_update, "Write the expected effects anew; read the difference afterwards");
  check->callback([&context, &status, plugin] { status = check_plugin(context, *plugin); });

  CLI::App* run = plugin_command.add_subcommand(
      "run",
      "Play the kernel to a built plugin by hand: a clock that stands, a network that does what you say, a process of its own as in the server.\n"
      "Reads turns from standard input, divided by blank lines; prints events and effects, a transcript. A turn is an event (`> `) with its payload "
      "(`| ` a line\n"
      "that ends with CR LF, `& ` without), or a command:\n"
      "  ! wait MS              lets time pass; timers that come due fire\n"
      "  ! answer STATUS [TAG]  answers the request that waits; the payload is the body\n"
      "  ! lose ERROR [TAG]     no answer comes: timeout, refused, …\n"
      "  ! open [TAG]           the stream's peer is there\n"
      "  ! close ERROR [TAG]    the stream ends: silent, ended, …\n"
      "Exit code 0: the plugin never failed.\n"
      "Example: printf '> {\"type\":\"start\",\"config\":{},\"lead\":true}\\n\\n! wait 60000\\n\\n! answer 200\\n& []\\n' | seva plugin run "
      "build/plugins/city_sms.so");
  run->add_option("file", plugin->file, "The built plugin, NAME.so or NAME.plugin")->required();
  const auto is_in_process = std::make_shared<bool>(false);
  run->add_flag("--in-process", *is_in_process, "For a debugger: the plugin is loaded into this process, with no limits and nothing closed off");
  run->callback([&context, &status, plugin, is_in_process] { status = run_plugin(context, plugin->file, *is_in_process); });

  CLI::App* package = plugin_command.add_subcommand(
      "package", "Check a built plugin, then write NAME-VERSION.tar.gz: the plugin, its manifest, the schema of its configuration, their SHA-256.");
  add_file(package);
  package->add_option("--into", plugin->into, "Folder for the archive (the present one)");
  package->callback([&context, &status, plugin] { status = package_plugin(context, *plugin); });
}

}  // namespace seva::cli
