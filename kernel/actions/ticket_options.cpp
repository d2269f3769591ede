#include "actions/ticket_options.hpp"

#include <algorithm>

#include "actions/archived.hpp"
#include "actions/look_at_sealed.hpp"
#include "actions/ticket_cards.hpp"
#include "domain/sealed.hpp"
#include "domain/spoken_time.hpp"

namespace seva::actions {
namespace {

using domain::Permission;
using domain::Status;
using domain::Text;
using domain::Ticket;

const Text kNotYourRole{"Your role does not do this here.", "आपकी भूमिका में यह यहाँ नहीं है।"};
const Text kSealed{"It is sealed: the unit that keeps it alone works it.", "यह मुहरबंद है: इसे केवल वही इकाई देखती है जिसके पास यह रखी गई है।"};
const Text kClosed{"It is closed.", "यह निस्तारित है।"};
const Text kNotClosed{"It is not closed.", "यह निस्तारित नहीं है।"};
const Text kAsked{"The citizen was asked already.", "नागरिक से पहले ही पूछा जा चुका है।"};
const Text kTakenUp{"It is in process already.", "यह पहले से प्रक्रियाधीन है।"};
const Text kVerified{"The closure is verified already.", "निस्तारण की पुष्टि हो चुकी है।"};
const Text kMerged{"It is part of another one.", "यह किसी और शिकायत का भाग है।"};
const Text kConfidential{"It is confidential: never in public.", "यह गोपनीय है: सार्वजनिक रूप से कभी नहीं।"};
const Text kChannelCannot{"The channel does not carry this.", "यह माध्यम इसे नहीं ले जाता।"};
const Text kNothingSealed{"Nothing of it is sealed.", "इसमें कुछ मुहरबंद नहीं है।"};
const Text kAssignFirst{"Have it assigned to you first.", "पहले इसे अपने नाम करवाएँ।"};

/// Looks at one ticket with one person's eyes.
class Possibilities {
 public:
  Possibilities(const domain::Principal& who, const Ticket& ticket, const domain::Instance& instance, std::optional<PluginFacts> channel)
      : who_(who), ticket_(ticket), instance_(instance), channel_(std::move(channel)) {}

  std::vector<PossibleAct> acts() {
    const bool is_closed = ticket_.status == Status::closed;
    add("reply", Permission::reply, {{ticket_.is_confidential, kConfidential}, {!channel_ || !channel_->can_reply, kChannelCannot}});
    add("private_message", Permission::reply, {{!channel_ || !channel_->can_send_private, kChannelCannot}});
    add("note", Permission::note, {});
    add("ask", Permission::change_status, {{is_closed, kClosed}, {ticket_.status == Status::incomplete, kAsked}});
    add("take_up", Permission::change_status, {{is_closed, kClosed}, {ticket_.status == Status::in_process, kTakenUp}});
    add("close", Permission::change_status, {{is_closed, kClosed}});
    add("reopen", Permission::change_status, {{!is_closed, kNotClosed}, {!ticket_.merged_into.empty(), kMerged}});
    add("forward", Permission::forward, {{is_closed, kClosed}});
    add("assign", Permission::assign, {{is_closed, kClosed}});
    add("correct", Permission::correct, {{is_closed, kClosed}});
    add("verify", Permission::verify,
        {{!is_closed, kNotClosed}, {!ticket_.merged_into.empty(), kMerged}, {ticket_.verified_at.has_value(), kVerified}});
    add("merge", Permission::change_status, {{!ticket_.merged_into.empty(), kMerged}, {is_closed, kClosed}});
    add_reveal();
    return std::move(acts_);
  }

 private:
  struct Obstacle {
    bool is_there;
    const Text& why;
  };

  [[nodiscard]] bool may(Permission permission) const { return domain::may(who_, permission, ticket_.unit, instance_.units); }

  void add(const char* name, Permission permission, std::initializer_list<Obstacle> obstacles) {
    if (!may(permission)) return acts_.push_back({name, false, kNotYourRole});
    if (ticket_.is_sealed && !may_read_sealed(who_, ticket_.unit, instance_)) return acts_.push_back({name, false, kSealed});
    for (const Obstacle& obstacle : obstacles)
      if (obstacle.is_there) return acts_.push_back({name, false, obstacle.why});
    acts_.push_back({name, true, {}});
  }

  void add_reveal() {
    if (!ticket_.is_sealed) return acts_.push_back({"reveal", false, kNothingSealed});
    if (may(Permission::reveal_any)) return acts_.push_back({"reveal", true, {}});
    if (!may(Permission::reveal_assigned)) return acts_.push_back({"reveal", false, kSealed});
    const bool is_theirs = ticket_.assignee == who_.user;
    acts_.push_back({"reveal", is_theirs, is_theirs ? Text{} : kAssignFirst});
  }

  const domain::Principal& who_;
  const Ticket& ticket_;
  const domain::Instance& instance_;
  std::optional<PluginFacts> channel_;
  std::vector<PossibleAct> acts_;
};

std::string shown(const Ticket& ticket, const domain::Author& author) {
  if (ticket.is_sealed) return std::string(domain::kHidden);
  for (const std::string& known : {author.handle, author.id})
    if (std::string number = masked_number(known); !number.empty()) return number;
  return author.handle.empty() ? author.name : "@" + author.handle;
}

std::vector<Way> ways_of(const Ticket& ticket, const domain::Author& author, const std::optional<PluginFacts>& channel) {
  std::vector<Way> ways;
  if (!channel) return ways;
  const std::string to = shown(ticket, author);
  const auto takes_files = [&](bool is_private) { return !ticket.is_sealed && channel->attachments.most_of(is_private) > 0; };
  if (channel->can_reply && !ticket.is_confidential)
    ways.push_back({"public", channel->id, false, to, channel->reply_limit_json, takes_files(false)});
  if (channel->can_send_private) ways.push_back({"private", channel->id, true, to, channel->reply_limit_json, takes_files(true)});
  return ways;
}

bool can_work(const domain::User& user, const std::string& unit, bool is_sealed, const domain::Instance& instance) {
  const domain::Principal person{user.id, user.login, user.name, user.roles};
  return !user.is_disabled && domain::may(person, Permission::reply, unit, instance.units) && (!is_sealed || may_read_sealed(person, unit, instance));
}

/// Those who can work what lies at the unit, nearest first: people of the unit itself before those above it.
std::vector<Colleague> colleagues(Transaction& transaction, const std::string& unit, bool is_sealed, const domain::Instance& instance) {
  std::vector<domain::User> users = transaction.people().users();
  std::erase_if(users, [&](const domain::User& user) { return !can_work(user, unit, is_sealed, instance); });
  const auto is_of_unit = [&](const domain::User& user) {
    return std::any_of(user.roles.begin(), user.roles.end(), [&](const domain::RoleAt& held) { return held.unit == unit; });
  };
  std::stable_partition(users.begin(), users.end(), is_of_unit);
  std::vector<domain::UserId> ids;
  for (const domain::User& user : users) ids.push_back(user.id);
  const auto loads = transaction.desk().workloads(ids);
  std::vector<Colleague> people;
  for (const domain::User& user : users) {
    const auto load = loads.find(user.id);
    const auto held = std::find_if(user.roles.begin(), user.roles.end(), [&](const domain::RoleAt& role) {
      return domain::may({user.id, user.login, user.name, {role}}, Permission::reply, unit, instance.units);
    });
    people.push_back({user.login, user.name, held == user.roles.end() ? domain::Role::officer : held->role, load == loads.end() ? 0 : load->second});
  }
  return people;
}

std::map<std::string, Text> variables_of(const Ticket& ticket, const domain::Instance& instance) {
  const domain::Unit* unit = instance.units.find(ticket.unit);
  return {
      {"docket", {ticket.docket, ticket.docket}},
      {"unit", unit == nullptr ? Text{ticket.unit, ticket.unit} : Text{unit->name.en, unit->name.in("hi")}},
      {"due",
       {domain::spoken_time(ticket.resolution_due, instance.time_zone, "en"), domain::spoken_time(ticket.resolution_due, instance.time_zone, "hi")}}};
}

}  // namespace

domain::Result<TicketOptions> show_options(Ports& ports, const domain::Principal& who, const std::string& typed) {
  const auto instance = ports.settings.current();
  std::optional<TicketOptions> options;
  domain::Problem absent = domain::not_found();
  ports.store.read([&](Transaction& transaction) {
    options.reset();
    const auto ticket = readable_ticket(transaction, who, *instance, typed);
    if (!ticket) return void(absent = ticket.error());
    const auto channel = ports.plugins.plugin(ticket->channel);
    const auto author = ticket->is_sealed ? std::nullopt : transaction.intake().author(ticket->citizen, ticket->channel);
    options.emplace();
    options->acts = Possibilities(who, *ticket, *instance, channel).acts();
    options->ways = ways_of(*ticket, author.value_or(domain::Author{}), channel);
    if (domain::may(who, Permission::assign, ticket->unit, instance->units))
      options->people = colleagues(transaction, ticket->unit, ticket->is_sealed, *instance);
    options->variables = variables_of(*ticket, *instance);
  });
  if (!options) return absent;
  return std::move(*options);
}

domain::Result<std::vector<Colleague>> list_people(Ports& ports, const domain::Principal& who, const std::string& unit) {
  const auto instance = ports.settings.current();
  if (!domain::may(who, Permission::assign, unit, instance->units)) return domain::not_found();
  std::vector<Colleague> people;
  ports.store.read([&](Transaction& transaction) { people = colleagues(transaction, unit, false, *instance); });
  return people;
}

}  // namespace seva::actions
