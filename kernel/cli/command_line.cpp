#include "cli/command_line.hpp"

#include <CLI/CLI.hpp>
#include <ostream>

#include "cli/archive_commands.hpp"
#include "cli/backup_commands.hpp"
#include "cli/commands.hpp"
#include "cli/exchange_commands.hpp"
#include "cli/plugin_kit.hpp"

namespace seva::cli {
namespace {

constexpr const char* kAbout =
    "Seva turns what citizens write and say into tickets with dockets, sends them to the office that must act, and watches the clock.\n"
    "Every option may also be given by the environment: SEVA_INSTANCE, SEVA_HOME, SEVA_DATABASE, SEVA_LISTEN, …";

void add_process_options(CLI::App& app, Context& context) {
  const auto option = [&](const char* name, const char* help) {
    app.add_option_function<std::string>(
        std::string("--") + name, [&context, name](const std::string& value) { context.options[name] = value; }, help);
  };
  option("instance", "Folder of the instance, a folder under config/");
  option("home", "Folder for the embedded database and private files (build/home)");
  option("database", "sqlite:PATH or mysql://user:password@host:port/name (an SQLite file under the home)");
  option("listen", "ADDRESS:PORT to serve on (127.0.0.1:8080); port 0 takes a free one");
  option("public-url", "How citizens reach this server, for links and cookies (http://LISTEN)");
  option("trusted-proxies", "Addresses of the proxies in front, separated by commas; only theirs is the client's address believed (none)");
  option("metrics-readers", "Addresses that may read /metrics besides this machine, separated by commas (none)");
  option("node", "Number of this node, 0 to 1023, unique in a cluster (0)");
  option("plugins", "Folders of plugins, separated by colons (plugins beside the program)");
  option("console", "Folder of the officers' console as deploy/console.sh builds it (console beside the program's folder)");
  option("vault-key", "File of keys for what is sealed (vault.key under the home)");
  option("log-level", "debug, info, warning, error or off (info)");
  app.add_flag("--json", context.is_json, "Answer in JSON where a program may read it");
}

void add_user_commands(CLI::App& app, Context& context, UserArguments& user, int& status) {
  CLI::App* command = app.add_subcommand("user", "Manage who may sign in")->require_subcommand(1);
  CLI::App* add =
      command->add_subcommand("add",
                              "Add a person. The password is read from standard input, or made and printed once.\n"
                              "Example: seva user add meera --name 'Inspector Meera Singh' --role officer@UPP-D-LUCKNOW --random-password");
  add->add_option("login", user.login, "2 to 64 small letters, digits, dots, hyphens")->required();
  add->add_option("--name", user.name, "As colleagues see it")->required();
  add->add_option("--language", user.language, "hi or en")->check(CLI::IsMember({"hi", "en"}));
  add->add_option("--role", user.roles, "role@unit, once or more: officer, supervisor, triage, command_centre, auditor, administrator")->required();
  add->add_option("--extension", user.extension, "At which the person takes calls, as the exchange names its agents");
  add->add_flag("--random-password", user.has_random_password, "Make a password and print it once");
  add->callback([&] { status = add_user(context, user); });

  CLI::App* password = command->add_subcommand("password", "Set a new password; all sign-ins of the person end");
  password->add_option("login", user.login)->required();
  password->add_flag("--random-password", user.has_random_password, "Make a password and print it once");
  password->callback([&] { status = set_password(context, user); });

  CLI::App* extension = command->add_subcommand("extension", "Say at which extension a person takes calls; without one, at none");
  extension->add_option("login", user.login)->required();
  extension->add_option("extension", user.extension, "As the exchange names its agents");
  extension->callback([&] { status = set_extension(context, user); });

  command->add_subcommand("first-administrator", "Where there is nobody yet: make the administrator and print the password once")->callback([&] {
    status = add_first_administrator(context);
  });
  command->add_subcommand("list", "List everybody with their roles")->callback([&] { status = list_users(context); });
  for (const bool is_disabled : {true, false}) {
    CLI::App* change =
        command->add_subcommand(is_disabled ? "disable" : "enable", is_disabled ? "Let a person sign in no more" : "Let a person sign in again");
    change->add_option("login", user.login)->required();
    change->callback([&, is_disabled] { status = disable_user(context, user.login, is_disabled); });
  }
}

void add_vault_commands(CLI::App& app, Context& context, int& status) {
  CLI::App* command = app.add_subcommand("vault", "Look after the keys of what is sealed")->require_subcommand(1);
  command->add_subcommand("create", "Make the file of keys; one that is there is never overwritten")->callback([&] {
    status = create_vault_keys(context);
  });
  command->add_subcommand("rotate", "Add a key that seals from the next start on; the older ones go on opening")->callback([&] {
    status = rotate_vault_keys(context);
  });
}

}  // namespace

int run(int argc, const char* const* argv, const Assemble& assemble, const actions::TryPlugin& try_plugin, Terminal terminal) {
  Context context{assemble, try_plugin, {}, terminal, false};
  int status = kDone;
  ReplayArguments replayed;
  UserArguments user;
  std::string docket;

  CLI::App app{kAbout, "seva"};
  app.require_subcommand(1);
  app.fallthrough();
  add_process_options(app, context);

  app.add_subcommand("serve", "Serve the instance until told to end")->callback([&] { status = serve(context); });
  CLI::App* replay_command =
      app.add_subcommand("replay",
                         "Take in files of recorded wire messages, one a line. What is stored already is counted as duplicate; nothing is answered.\n"
                         "Example: seva replay --channel CHANNEL posts.jsonl");
  replay_command->add_option("--channel", replayed.channel, "The channel whose wire format the lines have");
  replay_command->add_option("files", replayed.files, "Files, one wire message a line; CHANNEL=FILE where they are of several channels")->required();
  replay_command->add_option(
      "--ended", replayed.ended,
      "When the recordings ended, as 2026-01-05T11:40:00Z: all their times are moved so that they end now, as a demonstration needs it");
  replay_command->callback([&] { status = replay(context, replayed); });
  app.add_subcommand("check", "Check the instance's configuration and its plugins; nothing is changed")->callback([&] { status = check(context); });
  app.add_subcommand("migrate", "Bring the database to the present version")->callback([&] { status = migrate(context); });
  bool is_rebuilt = false;
  CLI::App* search_command =
      app.add_subcommand("search", "Say how much the search index of this node holds, or make it anew while the server serves");
  search_command->add_flag("--rebuild", is_rebuilt, "Put every ticket in again, newest first; found is what is in already");
  search_command->callback([&] { status = search_index(context, is_rebuilt); });
  CLI::App* explain_command =
      app.add_subcommand("explain", "Say in both languages why a docket is a grievance, why it lies where it lies, and why by when");
  explain_command->add_option("docket", docket, "As the citizen has it")->required();
  explain_command->callback([&] { status = explain(context, docket); });
  CLI::App* plugin_command = app.add_subcommand("plugin", "Look after plugins")->require_subcommand(1);
  plugin_command->add_subcommand("list", "List the plugins with their state")->callback([&] { status = list_plugins(context); });
  std::string plugin;
  for (const bool is_enabled : {true, false}) {
    CLI::App* change = plugin_command->add_subcommand(is_enabled ? "enable" : "disable",
                                                      is_enabled ? "Switch a plugin on; a running server takes it over within seconds"
                                                                 : "Switch a plugin off; a running server takes it over within seconds");
    change->add_option("id", plugin, "As seva plugin list tells it")->required();
    change->callback([&, is_enabled] { status = switch_plugin(context, plugin, is_enabled); });
  }
  PluginHostChoice choice;
  for (const bool is_approved : {true, false}) {
    CLI::App* change = plugin_command->add_subcommand(
        is_approved ? "approve" : "withdraw",
        is_approved ? "Let a plugin reach a host that its manifest asks for; a running server takes it over within seconds\n"
                      "Example: seva plugin approve sms api.service.example"
                    : "Let a plugin reach a host no more; a running server takes it over within seconds");
    change->add_option("id", choice.plugin, "As seva plugin list tells it")->required();
    change->add_option("host", choice.host, "As the manifest writes it: host, or host:port")->required();
    change->callback([&, is_approved] { status = approve_host(context, choice, is_approved); });
  }
  PluginReplacement replacement;
  CLI::App* configure_command = plugin_command->add_subcommand(
      "configure",
      "Give a plugin another configuration, once it was checked and started for a trial; a running server takes it over\n"
      "within seconds. Example: seva plugin configure sms config.json");
  configure_command->add_option("id", replacement.plugin, "As seva plugin list tells it")->required();
  configure_command->add_option("file", replacement.file, "The whole configuration as JSON; - reads standard input")->required();
  configure_command->callback([&] { status = configure_plugin(context, replacement); });
  CLI::App* replace_command =
      plugin_command->add_subcommand("replace",
                                     "Put a newer version into an installed plugin's place; a running server takes it over within seconds\n"
                                     "Example: seva plugin replace sms build/sms.so");
  replace_command->add_option("id", replacement.plugin, "As seva plugin list tells it")->required();
  replace_command->add_option("file", replacement.file, "The newer version, a shared library")->required();
  replace_command->callback([&] { status = replace_plugin(context, replacement); });
  add_plugin_kit(*plugin_command, context, status);
  add_backup_commands(app, context, status);
  add_archive_commands(app, context, status);
  add_exchange_commands(app, context, status);
  add_vault_commands(app, context, status);
  add_user_commands(app, context, user, status);

  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    const int code = app.exit(error, terminal.out, terminal.err);
    return code == 0 ? kDone : kWrongUsage;
  }
  return status;
}

}  // namespace seva::cli
