#include "http/pages/ticket_view.hpp"

#include <algorithm>

#include "actions/explain_ticket.hpp"
#include "actions/look_at_sealed.hpp"
#include "actions/outbox.hpp"
#include "domain/sealed.hpp"
#include "http/pages/choices.hpp"
#include "http/pages/clock_words.hpp"
#include "http/pages/timeline.hpp"
#include "http/problems.hpp"

namespace seva::http {
namespace {

using domain::Permission;
using domain::Status;
namespace name = domain::detail_name;

/// A form's own part of the data: is it open, what was typed, what was wrong and where.
PageData form_data(const Call& call, const std::string& form, const std::optional<RefusedForm>& refused) {
  PageData data;
  data.set("form", form);
  if (!refused || refused->name != form) return data;
  const Words& words = words_of(call);
  data.set("open", true);
  data.set("error", words.what(refused->problem));
  data.set("error_next", words.next(refused->problem));
  PageData typed;
  for (const auto& [field, value] : refused->fields) typed.set(field, value);
  data.set("typed", typed);
  PageData wrong;
  if (!refused->problem.where.empty()) wrong.set(refused->problem.where.substr(refused->problem.where.rfind('.') + 1), true);
  data.set("wrong", wrong);
  return data;
}

std::string typed_in(const std::optional<RefusedForm>& refused, const std::string& form, std::string_view field) {
  return refused && refused->name == form ? std::string(value_of(refused->fields, field)) : std::string{};
}

PageData reasons_of(const Call& call, const actions::TicketFile& file) {
  PageData groups(PageData::type::list);
  const auto explanations = actions::explain_file(call.ports(), file);
  for (std::size_t place = 0; place < explanations.size();) {
    const domain::Aspect aspect = explanations[place].aspect;
    PageData rows(PageData::type::list);
    for (; place < explanations.size() && explanations[place].aspect == aspect; ++place) {
      const actions::Explanation& one = explanations[place];
      PageData row;
      row.set("sentence", one.sentence.in(call.language));
      std::string quoted;
      for (const std::string& word : one.words)
        if (one.sentence.in(call.language).find(word) == std::string::npos) quoted += (quoted.empty() ? "" : ", ") + word;
      row.set("words", quoted);
      rows.push_back(row);
    }
    PageData group;
    group.set("aspect", words_of(call)("aspect." + std::string(domain::name_of(aspect))));
    group.set("rows", rows);
    groups.push_back(group);
  }
  return groups;
}

PageData facts_of(const Call& call, const actions::TicketFile& file) {
  const Words& words = words_of(call);
  const domain::Ticket& ticket = file.ticket;
  PageData facts(PageData::type::list);
  const auto add = [&](const std::string& label, const std::string& value) {
    if (value.empty()) return;
    PageData fact;
    fact.set("label", label);
    fact.set("value", value);
    facts.push_back(fact);
  };
  std::string assignee;
  for (const domain::Event& event : file.events)
    if (event.kind == domain::EventKind::assigned) assignee = event.detail(name::kAssigneeName);
  add(words("fact.held_by"), name_of_unit(call, ticket.unit));
  add(words("fact.assignee"), ticket.assignee ? assignee : words("fact.nobody"));
  add(words("fact.category"), name_of_category(call, ticket.category));
  add(words("fact.priority"), words("priority." + std::string(domain::name_of(ticket.priority))));
  add(words("fact.department"), name_of_plugin(call, ticket.department));
  add(words("fact.citizen"),
      ticket.is_sealed ? std::string(domain::kHidden)
                       : file.citizen.name + (file.citizen.handle.empty() ? "" : (file.citizen.name.empty() ? "@" : " @") + file.citizen.handle));
  add(words("fact.channel"), name_of_plugin(call, ticket.channel));
  add(words("fact.received"), desk_time(ticket.opened_at, call.now(), call.instance->time_zone, words));
  for (const domain::Event& event : file.events)
    for (const auto& [detail, value] : event.details)
      if (detail.starts_with(name::kFactPrefix)) {
        const std::string key = detail.substr(name::kFactPrefix.size());
        const auto label = call.ports().plugins.text(ticket.department, detail);
        add(label ? label->in(call.language) : words.has(detail) ? words(detail) : key, value);
      }
  return facts;
}

PageData outcome_of(const Call& call, const domain::Ticket& ticket) {
  PageData data;
  const auto department = call.ports().plugins.plugin(ticket.department);
  std::string title = ticket.outcome.code;
  PageData rows(PageData::type::list);
  std::map<std::string, std::string> labels;
  if (department)
    for (const actions::OutcomeForm& form : department->outcomes)
      if (form.code == ticket.outcome.code) {
        title = form.name.in(call.language);
        for (const actions::OutcomeField& field : form.fields) labels[field.name] = field.label.in(call.language);
      }
  for (const auto& [field, value] : ticket.outcome.fields) {
    PageData row;
    row.set("label", labels.contains(field) ? labels[field] : field);
    row.set("value", value);
    rows.push_back(row);
  }
  data.set("title", title);
  data.set("rows", rows);
  return data;
}

PageData close_forms(const Call& call, const domain::Ticket& ticket, const std::optional<RefusedForm>& refused) {
  PageData forms(PageData::type::list);
  const auto department = call.ports().plugins.plugin(ticket.department);
  if (!department) return forms;
  for (const actions::OutcomeForm& outcome : department->outcomes) {
    const std::string form_name = "close." + outcome.code;
    PageData form = form_data(call, form_name, refused);
    form.set("code", outcome.code);
    form.set("title", outcome.name.in(call.language));
    PageData fields(PageData::type::list);
    for (const actions::OutcomeField& field : outcome.fields) {
      PageData row;
      row.set("name", field.name);
      row.set("id", form_name + "." + field.name);
      row.set("label", field.label.in(call.language));
      row.set("required", field.is_required);
      row.set("value", typed_in(refused, form_name, "field." + field.name));
      row.set("wrong", refused && refused->name == form_name && refused->problem.where == "outcome." + field.name);
      fields.push_back(row);
    }
    form.set("fields", fields);
    forms.push_back(form);
  }
  return forms;
}

bool can_work(const domain::Principal& person, const domain::Ticket& ticket, const domain::Instance& instance) {
  return domain::may(person, Permission::reply, ticket.unit, instance.units) &&
         (!ticket.is_sealed || actions::may_read_sealed(person, ticket.unit, instance));
}

/// The texts that may go to a phone whose owner nobody must know of.
PageData neutral_choices(const Call& call, const domain::Ticket& ticket) {
  Choices choices;
  for (const auto& [purpose, text] : call.instance->replies)
    if (purpose.starts_with(domain::kNeutralPrefix)) choices.add(purpose, actions::ready_text(*call.instance, purpose, ticket), false);
  return choices.data();
}

/// Where the ticket may go.
domain::Scope units_to_forward_to(const Call& call, const domain::Ticket& ticket) {
  const domain::Unit* keeper = ticket.is_sealed ? call.instance->units.keeper_of(ticket.unit) : nullptr;
  return keeper == nullptr ? domain::Scope{true, {}} : domain::Scope{false, call.instance->units.subtree(keeper->code)};
}

/// Officers who can work the ticket at its unit.
PageData people_choices(const Call& call, const domain::Ticket& ticket) {
  std::vector<domain::User> users;
  call.ports().store.read([&](actions::Transaction& transaction) { users = transaction.people().users(); });
  Choices choices;
  choices.add("", words_of(call)("fact.nobody"), !ticket.assignee);
  for (const domain::User& user : users)
    if (!user.is_disabled && can_work({user.id, user.login, user.name, user.roles}, ticket, *call.instance))
      choices.add(user.login, user.name, user.id == ticket.assignee);
  return choices.data();
}

void add_forms(const Call& call, const domain::Ticket& ticket, const std::optional<RefusedForm>& refused, PageData& data) {
  const auto may = [&](Permission permission) { return domain::may(call.principal(), permission, ticket.unit, call.instance->units); };
  const bool is_closed = ticket.status == Status::closed;
  const auto add = [&](const std::string& form, bool is_there) {
    if (is_there) data.set(form, form_data(call, form, refused));
  };
  const auto channel = call.ports().plugins.plugin(ticket.channel);
  const bool can_public = channel && channel->can_reply && !ticket.is_confidential;
  const bool can_private = channel && channel->can_send_private;
  add("reply", may(Permission::reply) && (can_public || can_private));
  data.set("cannot_reply", may(Permission::reply) && !can_public && !can_private);
  data.set("can_public", can_public);
  data.set("can_private", can_private);
  data.set("private_first", !can_public || typed_in(refused, "reply", "private") == "yes");
  add("note", may(Permission::note));
  add("ask", may(Permission::change_status) && !is_closed && ticket.status != Status::incomplete);
  add("process", may(Permission::change_status) && !is_closed && ticket.status != Status::in_process);
  add("reopen", may(Permission::change_status) && is_closed);
  data.set("closes", may(Permission::change_status) && !is_closed);
  if (!is_closed) data.set("close_forms", close_forms(call, ticket, refused));
  const bool is_closing_refused = refused && refused->name.starts_with("close.");
  data.set("close_open", is_closing_refused);
  add("forward", may(Permission::forward));
  data.set("units", unit_choices(call, units_to_forward_to(call, ticket), typed_in(refused, "forward", "unit")));
  add("assign", may(Permission::assign) && !is_closed);
  if (may(Permission::assign) && !is_closed) data.set("people", people_choices(call, ticket));
  add("correct", may(Permission::correct));
  data.set("categories", category_choices(call, ticket.category));
  data.set("priorities", priority_choices(call, domain::name_of(ticket.priority)));
  add("verify", may(Permission::verify) && is_closed && !ticket.verified_at);
  Choices then;
  then.add("", words_of(call)("then.none"), true);
  if (!is_closed && ticket.status != Status::in_process) then.add("in_process", words_of(call)("status.in_process"), false);
  if (!is_closed && ticket.status != Status::incomplete) then.add("incomplete", words_of(call)("status.incomplete"), false);
  data.set("then", then.data());
  data.set("offers_then", !is_closed);
  if (!ticket.is_sealed) return;
  data.set("neutral", neutral_choices(call, ticket));
  data.set("is_neutral", true);
  add("reveal", may(Permission::reveal_any) || (may(Permission::reveal_assigned) && ticket.assignee == call.principal().user));
  data.set("assign_first", may(Permission::reveal_assigned) && !may(Permission::reveal_any) && ticket.assignee != call.principal().user);
}

PageData identity_data(const domain::Author& identity) {
  PageData data;
  data.set("id", identity.id);
  data.set("handle", identity.handle);
  data.set("name", identity.name);
  return data;
}

}  // namespace

Response ticket_page(Call& call, const std::optional<RefusedForm>& refused, const std::optional<domain::Author>& revealed) {
  const auto file = actions::show_ticket(call.ports(), call.principal(), call.part("docket"));
  if (!file) return error_page(call, file.error());
  const Words& words = words_of(call);
  const domain::Ticket& ticket = file->ticket;
  const ClockState clock = clock_state(ticket, call.now(), call.instance->time_zone, words);

  PageData data;
  data.set("docket", ticket.docket);
  data.set("version", std::to_string(ticket.version));
  data.set("summary", ticket.is_sealed ? std::string{} : ticket.summary);
  data.set("status", status_data(ticket.status, words));
  data.set("verified", ticket.verified_at.has_value());
  data.set("reopened", ticket.reopened_count > 0);
  data.set("appealed", ticket.appealed_at.has_value());
  data.set("confidential", ticket.is_confidential);
  data.set("clock", std::string(clock.name));
  data.set("due", clock.due);
  data.set("remaining", clock.remaining);
  data.set("has_bar", clock.name == "on_track" || clock.name == "soon" || clock.name == "over");
  data.set("bar", std::to_string(static_cast<int>(std::clamp(clock.used, 0.02, 1.0) * 352)));
  data.set("is_first_response", !ticket.responded_at && domain::next_due(ticket) == std::optional(ticket.response_due));
  data.set("resolution_due", desk_time(ticket.resolution_due, call.now(), call.instance->time_zone, words));
  data.set("days", timeline_data(call, *file));
  data.set("reasons", reasons_of(call, *file));
  data.set("facts", facts_of(call, *file));
  if (!ticket.outcome.code.empty()) data.set("outcome", outcome_of(call, ticket));
  data.set("sealed", ticket.is_sealed);
  data.set("sealed_from", file->is_closed_to);
  if (!file->is_closed_to) add_forms(call, ticket, refused, data);
  if (revealed) data.set("revealed", identity_data(*revealed));
  data.set("done", done_message(call));
  if (refused) data.set("problem", words.what(refused->problem));
  if (refused) data.set("problem_next", words.next(refused->problem));
  return page(call, "ticket", ticket.docket, data, refused ? status_of(refused->problem) : 200);
}

}  // namespace seva::http
