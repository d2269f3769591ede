#pragma once

#include <map>
#include <string>
#include <vector>

#include "cli/command_line.hpp"

namespace seva::cli {

/// What every command gets: the options given to the program, and whether it shall answer in JSON.
struct Context {
  const Assemble& assemble;
  const actions::TryPlugin& try_plugin;
  std::map<std::string, std::string> options;
  Terminal terminal;
  bool is_json = false;
};

struct ReplayArguments {
  std::string channel;
  std::vector<std::string> files;
  std::string ended;  ///< ISO 8601, in UTC where it names no offset: the recordings ended then, and are told as if that were now; empty: their times
                      ///< stay as they are
};

struct UserArguments {
  std::string login;
  std::string name;
  std::string language = "hi";
  std::vector<std::string> roles;  ///< role@unit
  std::string extension;
  bool has_random_password = false;
};

struct PluginHostChoice {
  std::string plugin;
  std::string host;
};

/// A file that takes the place of what a plugin has.
struct PluginReplacement {
  std::string plugin;
  std::string file;
};

[[nodiscard]] int serve(Context& context);
[[nodiscard]] int replay(Context& context, const ReplayArguments& arguments);
[[nodiscard]] int check(Context& context);
[[nodiscard]] int migrate(Context& context);
[[nodiscard]] int search_index(Context& context, bool is_rebuilt);
[[nodiscard]] int explain(Context& context, const std::string& docket);
[[nodiscard]] int create_vault_keys(Context& context);
[[nodiscard]] int rotate_vault_keys(Context& context);
[[nodiscard]] int list_plugins(Context& context);
[[nodiscard]] int switch_plugin(Context& context, const std::string& plugin, bool is_enabled);
/// Gives a plugin the configuration in a file of JSON, `-`: in standard input.
[[nodiscard]] int configure_plugin(Context& context, const PluginReplacement& replacement);
/// Lets a plugin reach a host, or no more.
[[nodiscard]] int approve_host(Context& context, const PluginHostChoice& choice, bool is_approved);
/// Checks the file, starts it for a trial, and puts it in the place of the installed one.
[[nodiscard]] int replace_plugin(Context& context, const PluginReplacement& replacement);
[[nodiscard]] int add_user(Context& context, const UserArguments& arguments);
[[nodiscard]] int add_first_administrator(Context& context);
[[nodiscard]] int set_password(Context& context, const UserArguments& arguments);
[[nodiscard]] int set_extension(Context& context, const UserArguments& arguments);
[[nodiscard]] int list_users(Context& context);
[[nodiscard]] int disable_user(Context& context, const std::string& login, bool is_disabled);

/// Prints what, where and what to do next; answers kFailed.
int report(const Context& context, const domain::Problem& problem);

}  // namespace seva::cli
