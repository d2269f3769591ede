#include "cli/commands.hpp"

#include <boost/json.hpp>
#include <istream>
#include <ostream>

#include "actions/explain_ticket.hpp"
#include "actions/index_tickets.hpp"
#include "cli/with_system.hpp"
#include "domain/written_time.hpp"

namespace seva::cli {
namespace {

namespace json = boost::json;
using domain::Problem;
using domain::Result;

constexpr std::size_t kRandomPasswordBytes = 10;

int percent(double part) { return static_cast<int>(part * 100); }

json::object json_of(const actions::Counts& counts) {
  return {{"posts_read", counts.posts_read}, {"stored", counts.stored}, {"duplicates", counts.duplicates}, {"ignored", counts.ignored},
          {"unreadable", counts.unreadable}, {"opened", counts.opened}, {"appended", counts.appended},     {"triage", counts.triage},
          {"chatter", counts.chatter},       {"calls", counts.calls}};
}

void print_counts(std::ostream& out, const actions::Counts& counts) {
  out << "Posts read  " << counts.posts_read << "\n  stored     " << counts.stored << "\n    opened   " << counts.opened << "\n    appended "
      << counts.appended << "\n    triage   " << counts.triage << "\n    chatter  " << counts.chatter << "\n  duplicates " << counts.duplicates
      << "\n  ignored    " << counts.ignored << "\n  unreadable " << counts.unreadable << "\n";
  if (counts.calls > 0) out << "Calls, each news of one  " << counts.calls << "\n";
}

json::array json_of(const std::vector<SetAside>& set_aside) {
  json::array entries;
  for (const SetAside& entry : set_aside) entries.push_back({{"origin", entry.origin}, {"reason", entry.reason}});
  return entries;
}

Result<std::vector<domain::RoleAt>> roles_of(const std::vector<std::string>& written) {
  std::vector<domain::RoleAt> roles;
  for (const std::string& text : written) {
    const auto at = text.find('@');
    const auto role = domain::role_named(text.substr(0, at));
    if (at == std::string::npos || !role)
      return domain::invalid("role_invalid", "A role is written role@unit.", text, "Write officer@UPP-D-LUCKNOW, say.");
    roles.push_back({*role, text.substr(at + 1)});
  }
  return roles;
}

std::string password_for(Context& context, Assembly& assembly, const UserArguments& arguments) {
  if (arguments.has_random_password) return assembly.ports().identities.random_hex(kRandomPasswordBytes);
  context.terminal.err << "Password: " << std::flush;
  std::string password;
  std::getline(context.terminal.in, password);
  return password;
}

void print_password(Context& context, const UserArguments& arguments, const std::string& password) {
  if (context.is_json)
    context.terminal.out << json::serialize(json::object{{"login", arguments.login}, {"password", arguments.has_random_password ? password : ""}})
                         << "\n";
  else if (arguments.has_random_password)
    context.terminal.out << arguments.login << "  " << password << "\n";
}

/// The password is shown this once.
void greet_first_administrator(Context& context, Assembly& assembly) {
  if (const auto password = actions::add_first_administrator(assembly.ports(), assembly.hashes()))
    context.terminal.out << "administrator  " << *password << "\n" << std::flush;
}

/// Each file with its channel: CHANNEL=FILE, else a file of the channel that was given for all.
std::vector<std::pair<std::string, std::string>> recordings_of(const ReplayArguments& arguments) {
  std::vector<std::pair<std::string, std::string>> recordings;
  for (const std::string& written : arguments.files) {
    const auto equals = written.find('=');
    const bool has_channel =
        equals != std::string::npos && equals > 0 && written.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789_") == equals;
    recordings.emplace_back(has_channel ? written.substr(0, equals) : arguments.channel, has_channel ? written.substr(equals + 1) : written);
  }
  return recordings;
}

Problem no_channel(const std::string& file) {
  return domain::invalid("channel_missing", "Nobody said by which channel the file came.", file, "Give --channel, or write CHANNEL=FILE.");
}

}  // namespace

int report(const Context& context, const Problem& problem) {
  std::ostream& err = context.terminal.err;
  err << "seva: " << problem.what << "\n";
  if (!problem.where.empty()) err << "  where: " << problem.where << "\n";
  if (!problem.next.empty()) err << "  next:  " << problem.next << "\n";
  return kFailed;
}

int serve(Context& context) {
  return with_system(context, Depth::plugins, [&](Assembly& assembly) -> Result<void> {
    greet_first_administrator(context, assembly);
    return assembly.serve([&](const std::string& address) { context.terminal.out << "Seva serves on " << address << "\n" << std::flush; });
  });
}

int add_first_administrator(Context& context) {
  return with_system(context, Depth::store, [&](Assembly& assembly) -> Result<void> {
    greet_first_administrator(context, assembly);
    return {};
  });
}

int replay(Context& context, const ReplayArguments& arguments) {
  for (const auto& [channel, file] : recordings_of(arguments))
    if (channel.empty()) {
      report(context, no_channel(file));
      return kWrongUsage;
    }
  const auto ended = arguments.ended.empty() ? std::nullopt : domain::time_from(arguments.ended, {});
  if (!arguments.ended.empty() && !ended) {
    report(context, domain::invalid("time_unreadable", "This is no time.", "--ended " + arguments.ended, "Write it as 2026-01-05T11:40:00Z."));
    return kWrongUsage;
  }
  return with_system(context, Depth::plugins, [&](Assembly& assembly) -> Result<void> {
    const auto later = ended ? assembly.ports().clock.now() - *ended : std::chrono::microseconds{0};
    ReplayReport total;
    for (const auto& [channel, file] : recordings_of(arguments)) {
      auto report =
          assembly.replay(channel, file, later, [&](std::int64_t lines) { context.terminal.err << "\r" << lines << " lines read" << std::flush; });
      if (!report) return report.error();
      total.counts += report->counts;
      total.lines_read += report->lines_read;
      total.set_aside.insert(total.set_aside.end(), report->set_aside.begin(), report->set_aside.end());
    }
    context.terminal.err << "\n";
    for (const SetAside& entry : total.set_aside) context.terminal.err << entry.origin << ": " << entry.reason << "\n";
    if (context.is_json) {
      json::object answer = json_of(total.counts);
      answer["lines_read"] = total.lines_read;
      answer["set_aside"] = json_of(total.set_aside);
      context.terminal.out << json::serialize(answer) << "\n";
    } else {
      print_counts(context.terminal.out, total.counts);
    }
    if (!total.counts.balance())
      return domain::conflict("books_do_not_balance", "The counts do not add up.", "Keep the file and report this: a post may be lost.");
    return {};
  });
}

int check(Context& context) {
  return with_system(context, Depth::plugins, [&](Assembly& assembly) -> Result<void> {
    const auto instance = assembly.ports().settings.current();
    std::size_t refused = 0;
    for (const actions::PluginFacts& plugin : assembly.ports().plugins.plugins())
      if (plugin.state == "refused" || plugin.state == "failed") {
        ++refused;
        context.terminal.err << plugin.kind << " " << plugin.id << ": " << plugin.reason << "\n";
      }
    if (context.is_json)
      context.terminal.out << json::serialize(json::object{{"instance", instance->id},
                                                           {"units", instance->units.all().size()},
                                                           {"accounts", instance->accounts.size()},
                                                           {"categories", instance->categories.size()},
                                                           {"refused_plugins", refused}})
                           << "\n";
    else
      context.terminal.out << instance->name.en << ": " << instance->units.all().size() << " units, " << instance->accounts.size()
                           << " accounts and hashtags, " << instance->categories.size() << " categories\n";
    if (refused > 0) return domain::conflict("plugins_refused", std::to_string(refused) + " plugins were refused.", "See the lines above.");
    return {};
  });
}

int migrate(Context& context) {
  return with_system(context, Depth::store, [&](Assembly&) -> Result<void> {
    context.terminal.out << "The database is at the present version.\n";
    return {};
  });
}

int search_index(Context& context, bool is_rebuilt) {
  return with_system(context, Depth::store, [&](Assembly& assembly) -> Result<void> {
    actions::IndexTickets index(assembly.ports());
    if (is_rebuilt) {
      index.begin_anew();
      while (index.run())
        context.terminal.err << "\r" << percent(actions::IndexTickets::state(assembly.ports()).part) << " % of the tickets are in" << std::flush;
      context.terminal.err << "\n";
    }
    const actions::SearchState state = actions::IndexTickets::state(assembly.ports());
    const double lag = std::chrono::duration<double>(state.lag).count();
    if (context.is_json)
      context.terminal.out << json::serialize(json::object{{"part", state.part}, {"lag_seconds", lag}}) << "\n";
    else
      context.terminal.out << percent(state.part) << " % of the tickets can be found by their words; what happened in the last " << lag
                           << " s may be missing.\n";
    return {};
  });
}

int explain(Context& context, const std::string& docket) {
  return with_system(context, Depth::plugins, [&](Assembly& assembly) -> Result<void> {
    const auto explanations = actions::explain_ticket(assembly.ports(), docket);
    if (!explanations) return explanations.error();
    json::array answer;
    for (const actions::Explanation& explanation : *explanations) {
      if (context.is_json) {
        answer.push_back(
            {{"aspect", name_of(explanation.aspect)}, {"en", explanation.sentence.en}, {"hi", explanation.sentence.hi}, {"by", explanation.by}});
        continue;
      }
      context.terminal.out << name_of(explanation.aspect) << " (" << explanation.by << ")\n  " << explanation.sentence.en << "\n  "
                           << explanation.sentence.hi << "\n";
      for (const std::string& word : explanation.words) context.terminal.out << "    “" << word << "”\n";
    }
    if (context.is_json) context.terminal.out << json::serialize(answer) << "\n";
    return {};
  });
}

int create_vault_keys(Context& context) {
  return with_system(context, Depth::instance, [&](Assembly& assembly) -> Result<void> {
    const auto file = assembly.create_vault_keys();
    if (!file) return file.error();
    context.terminal.out << *file << "\nKeep a copy of it apart from the database's backups: without it nothing sealed is ever read again.\n";
    return {};
  });
}

int rotate_vault_keys(Context& context) {
  return with_system(context, Depth::instance, [&](Assembly& assembly) -> Result<void> {
    const auto name = assembly.rotate_vault_keys();
    if (!name) return name.error();
    context.terminal.out << *name << "\nIt seals from the server's next start on. Keep a new copy of the file, with the older keys in it.\n";
    return {};
  });
}

int switch_plugin(Context& context, const std::string& plugin, bool is_enabled) {
  return with_system(context, Depth::plugins, [&](Assembly& assembly) -> Result<void> {
    const auto switched = assembly.switch_plugin(plugin, is_enabled);
    if (!switched && switched.error().kind == domain::ProblemKind::not_found)
      return domain::invalid("plugin_unknown", "The instance does not name this plugin, or its file is in no plugin folder.", plugin,
                             "Look at seva plugin list.");
    return switched;
  });
}

int add_user(Context& context, const UserArguments& arguments) {
  return with_system(context, Depth::store, [&](Assembly& assembly) -> Result<void> {
    auto roles = roles_of(arguments.roles);
    if (!roles) return roles.error();
    const std::string password = password_for(context, assembly, arguments);
    const auto user = actions::add_user(assembly.ports(), assembly.hashes(),
                                        {arguments.login, arguments.name, password, arguments.language, std::move(*roles), arguments.extension});
    if (!user) return user.error();
    print_password(context, arguments, password);
    return {};
  });
}

int set_password(Context& context, const UserArguments& arguments) {
  return with_system(context, Depth::store, [&](Assembly& assembly) -> Result<void> {
    const std::string password = password_for(context, assembly, arguments);
    const auto changed = actions::set_password(assembly.ports(), assembly.hashes(), arguments.login, password);
    if (changed) print_password(context, arguments, password);
    return changed;
  });
}

int set_extension(Context& context, const UserArguments& arguments) {
  return with_system(context, Depth::store, [&](Assembly& assembly) -> Result<void> {
    const auto changed = actions::set_extension(assembly.ports(), arguments.login, arguments.extension);
    if (!changed) return changed.error();
    return {};
  });
}

int list_users(Context& context) {
  return with_system(context, Depth::store, [&](Assembly& assembly) -> Result<void> {
    std::vector<domain::User> users;
    assembly.ports().store.read([&](actions::Transaction& transaction) { users = transaction.people().users(); });
    json::array answer;
    for (const domain::User& user : users) {
      std::string roles;
      for (const domain::RoleAt& held : user.roles) roles += (roles.empty() ? "" : " ") + std::string(name_of(held.role)) + "@" + held.unit;
      answer.push_back(
          {{"login", user.login}, {"name", user.name}, {"roles", roles}, {"extension", user.extension}, {"is_disabled", user.is_disabled}});
      if (!context.is_json)
        context.terminal.out << user.login << "  " << user.name << "  " << roles << (user.is_disabled ? "  disabled" : "") << "\n";
    }
    if (context.is_json) context.terminal.out << json::serialize(answer) << "\n";
    return {};
  });
}

int disable_user(Context& context, const std::string& login, bool is_disabled) {
  return with_system(context, Depth::store,
                     [&](Assembly& assembly) -> Result<void> { return actions::disable_user(assembly.ports(), login, is_disabled); });
}

}  // namespace seva::cli
