#include "actions/explain_ticket.hpp"

#include <algorithm>
#include <charconv>

#include "actions/kernel_texts.hpp"
#include "actions/look_at_sealed.hpp"
#include "actions/read_tickets.hpp"
#include "domain/docket.hpp"

namespace seva::actions {
namespace {

using domain::Text;

Text duration_text(const std::string& minutes_written) {
  long minutes = 0;
  std::from_chars(minutes_written.data(), minutes_written.data() + minutes_written.size(), minutes);
  const auto said = [](long count, const char* singular, const char* plural, const char* hindi) {
    return Text{std::to_string(count) + " " + (count == 1 ? singular : plural), std::to_string(count) + " " + hindi};
  };
  if (minutes >= 1'440 && minutes % 1'440 == 0) return said(minutes / 1'440, "day", "days", "दिन");
  if (minutes >= 60 && minutes % 60 == 0) return said(minutes / 60, "hour", "hours", "घंटे");
  return said(minutes, "minute", "minutes", "मिनट");
}

/// An argument as people know it: units and categories by their names.
Text argument_text(PluginCatalogue& plugins, const domain::Instance& instance, const domain::Reason& reason, std::size_t place) {
  const std::string& argument = reason.arguments[place];
  if (reason.aspect == domain::Aspect::deadline && place == 0) return priority_text(argument);
  if (reason.aspect == domain::Aspect::deadline && place >= 2) return duration_text(argument);
  if (const domain::Unit* unit = instance.units.find(argument)) return unit->name;
  if (const domain::Category* category = instance.category(argument)) return category->name;
  if (reason.aspect == domain::Aspect::department)
    if (const auto plugin = plugins.plugin(argument)) return plugin->name;
  return {argument, argument};
}

void fill(std::string& sentence, std::size_t place, const std::string& argument) {
  const std::string mark = "{" + std::to_string(place) + "}";
  for (auto at = sentence.find(mark); at != std::string::npos; at = sentence.find(mark, at + argument.size()))
    sentence.replace(at, mark.size(), argument);
}

std::string bare_sentence(const domain::Reason& reason) {
  std::string sentence = reason.code;
  for (const std::string& argument : reason.arguments) sentence += " " + argument;
  return sentence;
}

std::vector<Explanation> explanations_of(Ports& ports, const domain::Instance& instance, const TicketFile& file) {
  std::vector<Explanation> explanations;
  for (const domain::Event& event : file.events) {
    const auto message =
        std::find_if(file.messages.begin(), file.messages.end(), [&](const domain::Message& candidate) { return candidate.id == event.message; });
    for (const domain::Reason& reason : event.reasons)
      explanations.push_back(
          explain(ports.plugins, instance, file.ticket.department, reason, message == file.messages.end() ? std::string{} : message->text));
  }
  std::stable_sort(explanations.begin(), explanations.end(),
                   [](const Explanation& left, const Explanation& right) { return left.aspect < right.aspect; });
  return explanations;
}

}  // namespace

Explanation explain(PluginCatalogue& plugins, const domain::Instance& instance, const std::string& department, const domain::Reason& reason,
                    const std::string& message_text) {
  Explanation explanation;
  explanation.aspect = reason.aspect;
  explanation.code = reason.code;
  explanation.weight = reason.weight;
  explanation.by = "kernel";
  std::optional<Text> text = kernel_text(reason.code);
  if (!text) {
    explanation.by = department;
    text = plugins.text(department, reason.code);
  }
  explanation.sentence = text.value_or(Text{bare_sentence(reason), bare_sentence(reason)});
  for (std::size_t place = 0; place < reason.arguments.size(); ++place) {
    const Text argument = argument_text(plugins, instance, reason, place);
    fill(explanation.sentence.en, place, argument.en);
    fill(explanation.sentence.hi, place, argument.in("hi"));
  }
  for (const auto& [offset, size] : reason.words) {
    if (offset > message_text.size() || size > message_text.size() - offset) continue;
    std::string words = message_text.substr(offset, size);
    if (std::find(explanation.words.begin(), explanation.words.end(), words) == explanation.words.end())
      explanation.words.push_back(std::move(words));
  }
  return explanation;
}

domain::Result<std::vector<Explanation>> explain_ticket(Ports& ports, const domain::Principal& who, const std::string& docket) {
  const auto file = show_ticket(ports, who, docket);
  if (!file) return file.error();
  return explain_file(ports, *file);
}

std::vector<Explanation> explain_file(Ports& ports, const TicketFile& file) { return explanations_of(ports, *ports.settings.current(), file); }

domain::Result<std::vector<Explanation>> explain_ticket(Ports& ports, const std::string& typed) {
  const auto instance = ports.settings.current();
  const auto docket = domain::Docket::parse(instance->docket_prefix, typed);
  if (!docket) return docket.error();
  std::optional<TicketFile> file;
  bool is_sealed = false;
  ports.store.read([&](Transaction& transaction) {
    file.reset();
    const auto ticket = transaction.tickets().by_docket(docket->text());
    is_sealed = ticket && ticket->is_sealed;
    if (ticket && !is_sealed)
      file = TicketFile{*ticket, transaction.tickets().events(ticket->id), transaction.tickets().messages(ticket->id), {}, {}};
  });
  if (is_sealed) return sealed_from_you();
  if (!file) return domain::not_found();
  return explanations_of(ports, *instance, *file);
}

}  // namespace seva::actions
