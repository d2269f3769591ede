#include "settings/load_instance.hpp"

#include <algorithm>
#include <filesystem>
#include <set>

#include "domain/event.hpp"
#include "domain/sealed.hpp"
#include "domain/spoken_time.hpp"
#include "settings/csv.hpp"
#include "settings/file.hpp"
#include "settings/yaml_map.hpp"

namespace seva::settings {
namespace {

using domain::Instance;
using domain::Problem;
using domain::Result;
using domain::Text;

std::string in_folder(const std::string& folder, const std::string& file) { return (std::filesystem::path(folder) / file).string(); }

std::vector<std::string> split(const std::string& joined) {
  std::vector<std::string> parts;
  std::size_t begin = 0;
  while (begin <= joined.size()) {
    const std::size_t end = std::min(joined.find('|', begin), joined.size());
    if (end > begin) parts.push_back(joined.substr(begin, end - begin));
    begin = end + 1;
  }
  return parts;
}

Problem wrong_row(const std::string& file, const CsvRow& row, std::string what) {
  return domain::invalid("setting_invalid", std::move(what), file + ":" + std::to_string(row.line), "Correct the line.");
}

Text text_of(YamlMap map, YamlMap& above) {
  Text text{map.text("en"), map.text("hi", "")};
  above.take_problem(map);
  return text;
}

std::optional<domain::AccountMode> mode_named(const std::string& name) {
  if (name == "live") return domain::AccountMode::live;
  if (name == "replay") return domain::AccountMode::replay;
  if (name == "off") return domain::AccountMode::off;
  return std::nullopt;
}

/// A secret is {environment: NAME} or {file: PATH}, with the same under `previous` while it is being changed. A variable that is not set is no
/// secret.
std::vector<std::string> read_secret(YamlMap map, const std::string& folder, const EnvironmentLookup& environment, YamlMap& above) {
  std::vector<std::string> values;
  const auto read = [&](YamlMap& source) {
    const std::string variable = source.text("environment", "");
    const std::string file = source.text("file", "");
    if (variable.empty() == file.empty()) source.refuse("", "A secret needs either environment or file.");
    if (!variable.empty()) {
      if (const char* value = environment(variable.c_str())) values.emplace_back(value);
    } else if (!file.empty()) {
      if (auto text = read_file((std::filesystem::path(folder) / file).string())) {
        while (!text->empty() && (text->back() == '\n' || text->back() == '\r')) text->pop_back();
        values.push_back(std::move(*text));
      }
    }
  };
  const bool has_previous = map.has("previous");
  read(map);
  if (has_previous) {
    YamlMap previous = map.map("previous");
    read(previous);
    map.take_problem(previous);
  }
  above.take_problem(map);
  return values;
}

/// Whether what comes in by a channel is sealed, and who reads it; and whether a department is shown what is sealed.
void read_sealing(const std::string& section, YamlMap& map, domain::PluginSettings& plugin) {
  if (section == "channels") {
    plugin.sealed_for = map.text("confidential", "");
    if (map.has("confidential") && plugin.sealed_for.empty()) map.refuse("confidential", "This names the unit that alone reads what comes in.");
  } else {
    plugin.reads_sealed = map.boolean("sealed", false);
  }
}

void read_crash_limit(YamlMap map, domain::CrashLimit& limit, YamlMap& above) {
  constexpr std::int64_t kMostCrashes = 100'000;
  constexpr std::int64_t kMinutesOfAWeek = 7 * 24 * 60;
  limit.crashes = static_cast<std::size_t>(map.integer("crashes", static_cast<std::int64_t>(limit.crashes), 1, kMostCrashes));
  limit.within = std::chrono::minutes(map.integer("minutes", limit.within.count(), 1, kMinutesOfAWeek));
  above.take_problem(map);
}

/// In the server's own process runs only what was looked at: a file of that very content.
void read_isolation(YamlMap& map, domain::PluginSettings& plugin) {
  constexpr std::size_t kDigits = 64;
  plugin.sha256 = map.text("sha256", "");
  const bool is_digest = plugin.sha256.size() == kDigits && plugin.sha256.find_first_not_of("0123456789abcdef") == std::string::npos;
  if (map.has("sha256") && !is_digest) map.refuse("sha256", "This must be 64 lower-case hexadecimal digits, as sha256sum prints them.");
  const std::string isolation = map.text("isolation", "process");
  if (isolation != "process" && isolation != "none") map.refuse("isolation", "This must be process or none.");
  plugin.isolation = isolation == "none" ? domain::Isolation::none : domain::Isolation::process;
  if (plugin.isolation == domain::Isolation::none && plugin.sha256.empty())
    map.refuse("isolation", "A plugin without isolation is trusted with all that the server holds, and must be pinned.",
               "Look at the plugin, and write its file's sha256 beside this; or leave isolation away.");
}

domain::PluginSettings read_plugin(const std::string& section, const std::string& id, YamlMap map, const std::string& folder,
                                   const EnvironmentLookup& environment, YamlMap& above) {
  domain::PluginSettings plugin;
  plugin.id = id;
  plugin.is_enabled = map.boolean("enabled", true);
  plugin.config_json = map.json("config");
  plugin.hosts = map.texts("hosts");
  read_sealing(section, map, plugin);
  read_isolation(map, plugin);
  read_crash_limit(map.map("quarantine"), plugin.crash_limit, map);
  if (map.has("mode")) {
    plugin.mode = mode_named(map.text("mode"));
    if (!plugin.mode) map.refuse("mode", "This must be live, replay or off.");
  }
  YamlMap files = map.map("files");
  for (const std::string& name : files.keys()) plugin.files[name] = (std::filesystem::path(folder) / files.text(name)).string();
  map.take_problem(files);
  YamlMap secrets = map.map("secrets");
  for (const std::string& name : secrets.keys())
    if (auto values = read_secret(secrets.map(name), folder, environment, secrets); !values.empty()) plugin.secrets[name] = std::move(values);
  map.take_problem(secrets);
  above.take_problem(map);
  return plugin;
}

void read_plugins(const char* key, YamlMap& file, const std::string& folder, const EnvironmentLookup& environment,
                  std::vector<domain::PluginSettings>& plugins) {
  YamlMap map = file.map(key);
  for (const std::string& id : map.keys()) plugins.push_back(read_plugin(key, id, map.map(id), folder, environment, map));
  file.take_problem(map);
}

void read_intake(YamlMap map, domain::IntakePolicy& policy, YamlMap& above) {
  policy.open_score = map.number("open_score", policy.open_score, 0, 1);
  policy.triage_score = map.number("triage_score", policy.triage_score, 0, 1);
  policy.department_margin = map.number("department_margin", policy.department_margin, 0, 1);
  if (policy.triage_score > policy.open_score) map.refuse("triage_score", "This must not be above open_score.");
  if (map.has("actionable")) {
    policy.actionable.clear();
    for (const std::string& name : map.texts("actionable")) {
      const auto relevance = domain::relevance_named(name);
      if (relevance)
        policy.actionable.insert(*relevance);
      else
        map.refuse("actionable", "This may hold grievance, query, praise and chatter.");
    }
  }
  above.take_problem(map);
}

void read_attachments(YamlMap map, std::vector<std::string>& types, YamlMap& above) {
  if (map.has("kinds")) types = map.texts("kinds");
  for (const std::string& type : types)
    if (domain::file_kind(type) == nullptr)
      map.refuse("kinds", type + " is no kind of file that may be taken.", "Name kinds of pictures, PDF, sound or films, such as image/jpeg.");
  above.take_problem(map);
}

Result<void> read_main(Instance& instance, const std::string& folder, const EnvironmentLookup& environment) {
  auto file = YamlMap::load(in_folder(folder, "seva.yaml"));
  if (!file) return file.error();
  instance.name = text_of(file->map("name"), *file);
  instance.docket_prefix = file->text("docket_prefix");
  const auto is_prefix_symbol = [](char symbol) { return (symbol >= 'A' && symbol <= 'Z') || (symbol >= '0' && symbol <= '9'); };
  if (instance.docket_prefix.size() < 2 || instance.docket_prefix.size() > 6 ||
      !std::all_of(instance.docket_prefix.begin(), instance.docket_prefix.end(), is_prefix_symbol))
    file->refuse("docket_prefix", "This must be 2 to 6 capital letters or digits.");
  instance.time_zone = file->text("time_zone", "Asia/Kolkata");
  if (!domain::is_time_zone(instance.time_zone)) file->refuse("time_zone", "There is no such time zone.", "Write a name such as Asia/Kolkata.");
  instance.triage_unit = file->text("triage_unit");
  read_intake(file->map("intake"), instance.intake, *file);
  read_attachments(file->map("attachments"), instance.file_types, *file);
  read_plugins("channels", *file, folder, environment, instance.channels);
  read_plugins("departments", *file, folder, environment, instance.departments);
  if (const auto problem = file->problem()) return *problem;
  return {};
}

Result<void> read_units(Instance& instance, const std::string& folder) {
  const auto rows = read_csv(in_folder(folder, "units.csv"), {"code", "parent", "kind", "name_en", "name_hi", "aliases_en", "aliases_hi"});
  if (!rows) return rows.error();
  std::vector<domain::Unit> units;
  for (const CsvRow& row : *rows) {
    domain::Unit unit{row["code"], row["parent"], row["kind"], {row["name_en"], row["name_hi"]}, split(row["aliases_en"])};
    for (std::string& alias : split(row["aliases_hi"])) unit.aliases.push_back(std::move(alias));
    const bool is_code = !unit.code.empty() && unit.code.size() <= 48 && std::all_of(unit.code.begin(), unit.code.end(), [](char symbol) {
      return (symbol >= 'A' && symbol <= 'Z') || (symbol >= '0' && symbol <= '9') || symbol == '-';
    });
    unit.keeps_sealed = std::any_of(instance.channels.begin(), instance.channels.end(),
                                    [&](const domain::PluginSettings& channel) { return channel.sealed_for == unit.code; });
    if (!is_code) return wrong_row(in_folder(folder, "units.csv"), row, "A unit's code is 1 to 48 capital letters, digits and hyphens.");
    units.push_back(std::move(unit));
  }
  auto tree = domain::UnitTree::build(std::move(units));
  if (!tree) {
    Problem problem = tree.error();
    problem.where = in_folder(folder, "units.csv") + " " + problem.where;
    return problem;
  }
  instance.units = std::move(*tree);
  if (instance.units.find(instance.triage_unit) == nullptr)
    return domain::invalid("setting_invalid", "The triage unit is none of the units.", in_folder(folder, "seva.yaml") + " triage_unit",
                           "Name a unit of units.csv.");
  for (const domain::PluginSettings& channel : instance.channels)
    if (channel.is_sealed() && instance.units.find(channel.sealed_for) == nullptr)
      return domain::invalid("setting_invalid", "The unit that a confidential channel is for is none of the units.",
                             in_folder(folder, "seva.yaml") + " channels." + channel.id + ".confidential", "Name a unit of units.csv.");
  return {};
}

Result<void> check_account(const Instance& instance, const domain::Account& account, const std::string& file, const CsvRow& row) {
  if (account.handle.empty() || account.handle.front() == '@' || account.handle.front() == '#')
    return wrong_row(file, row, "Write the name without @ and #.");
  if (instance.units.find(account.unit) == nullptr) return wrong_row(file, row, "The unit " + account.unit + " does not exist.");
  if (!account.department.empty() && instance.department(account.department) == nullptr)
    return wrong_row(file, row, "The department " + account.department + " is not configured in seva.yaml.");
  if (instance.channel(account.channel) == nullptr)
    return wrong_row(file, row, "The channel " + account.channel + " is not configured in seva.yaml.");
  const std::string& keeper = instance.channel(account.channel)->sealed_for;
  if (!account.is_hashtag && !keeper.empty() && !instance.units.is_within(account.unit, keeper))
    return wrong_row(file, row, "An account of a confidential channel belongs to " + keeper + " or a unit below it.");
  return {};
}

Result<void> read_accounts(Instance& instance, const std::string& folder) {
  const std::string file = in_folder(folder, "accounts.csv");
  const auto rows = read_csv(file, {"channel", "handle", "unit", "department", "mode", "status", "source"});
  if (!rows) return rows.error();
  std::set<std::string> seen;
  for (const CsvRow& row : *rows) {
    const auto mode = mode_named(row["mode"]);
    if (!mode) return wrong_row(file, row, "The mode must be live, replay or off.");
    if (row["status"] != "sourced" && row["status"] != "placeholder") return wrong_row(file, row, "The status must be sourced or placeholder.");
    domain::Account account{row["channel"], row["handle"], false, row["unit"], row["department"], *mode, row["status"] == "placeholder"};
    if (const auto checked = check_account(instance, account, file, row); !checked) return checked;
    if (!seen.insert(account.channel + " " + account.handle).second) return wrong_row(file, row, "The account stands twice.");
    instance.accounts.push_back(std::move(account));
  }
  return {};
}

Result<void> read_hashtags(Instance& instance, const std::string& folder) {
  const std::string file = in_folder(folder, "hashtags.csv");
  const auto rows = read_csv(file, {"hashtag", "unit", "department"});
  if (!rows) return rows.error();
  for (const CsvRow& row : *rows)
    for (const domain::PluginSettings& channel : instance.channels) {
      domain::Account account{channel.id, row["hashtag"], true, row["unit"], row["department"], domain::AccountMode::replay, false};
      if (const auto checked = check_account(instance, account, file, row); !checked) return checked;
      instance.accounts.push_back(std::move(account));
    }
  return {};
}

Result<void> read_categories(Instance& instance, const std::string& folder) {
  const std::string file = in_folder(folder, "categories.csv");
  const auto rows = read_csv(file, {"code", "name_en", "name_hi", "group"});
  if (!rows) return rows.error();
  for (const CsvRow& row : *rows) {
    if (instance.category(row["code"]) != nullptr) return wrong_row(file, row, "The category " + row["code"] + " stands twice.");
    instance.categories.push_back({row["code"], {row["name_en"], row["name_hi"]}, row["group"]});
  }
  return {};
}

domain::Target read_target(YamlMap map, YamlMap& above) {
  constexpr std::int64_t kYear = 366 * 24 * 60;
  const domain::Target target{std::chrono::minutes{map.integer("response_minutes", 0, 1, kYear)},
                              std::chrono::minutes{map.integer("resolution_minutes", 0, 1, kYear)}};
  above.take_problem(map);
  if (target.response.count() == 0 || target.resolution.count() == 0) {
    map.refuse("", "A target needs response_minutes and resolution_minutes.");
    above.take_problem(map);
  }
  return target;
}

constexpr domain::Priority kPriorities[] = {domain::Priority::emergency, domain::Priority::high, domain::Priority::normal, domain::Priority::low};

Result<void> read_service_level(Instance& instance, const std::string& folder) {
  auto file = YamlMap::load(in_folder(folder, "sla.yaml"));
  if (!file) return file.error();
  instance.service_level.triage = std::chrono::minutes{file->integer("triage_minutes", 60, 1, 100'000)};
  YamlMap priorities = file->map("priorities");
  for (const domain::Priority priority : kPriorities) {
    const std::string name(name_of(priority));
    if (priorities.has(name)) instance.service_level.by_priority[priority] = read_target(priorities.map(name), priorities);
  }
  file->take_problem(priorities);
  YamlMap categories = file->map("categories");
  for (const std::string& code : categories.keys()) {
    if (instance.category(code) == nullptr)
      categories.refuse(code, "The category " + code + " does not exist.", "Name a category of categories.csv.");
    const domain::Target target = read_target(categories.map(code), categories);
    for (const domain::Priority priority : kPriorities) instance.service_level.by_category[code][priority] = target;
  }
  file->take_problem(categories);
  if (const auto problem = file->problem()) return *problem;
  return {};
}

/// A text that may go to the phone of somebody who wrote by a confidential channel must not say where she wrote.
void check_neutral(const Instance& instance, YamlMap& file, const std::string& purpose) {
  const Text& text = instance.replies.at(purpose);
  std::vector<std::string> telling = {instance.name.en, instance.name.hi};
  for (const domain::Unit& unit : instance.units.all()) {
    if (!unit.keeps_sealed) continue;
    telling.insert(telling.end(), {unit.name.en, unit.name.hi});
    telling.insert(telling.end(), unit.aliases.begin(), unit.aliases.end());
  }
  for (const std::string* written : {&text.en, &text.hi}) {
    std::string rest = *written;
    for (auto at = rest.find("{docket}"); at != std::string::npos; at = rest.find("{docket}")) rest.erase(at, 8);
    if (rest.find('{') != std::string::npos) file.refuse(purpose, "A neutral text holds {docket} and no other placeholder.");
    for (const std::string& word : telling)
      if (!word.empty() && rest.find(word) != std::string::npos) file.refuse(purpose, "A neutral text must not name the office.");
  }
}

Result<void> read_replies(Instance& instance, const std::string& folder) {
  auto file = YamlMap::load(in_folder(folder, "replies.yaml"));
  if (!file) return file.error();
  for (const std::string& purpose : file->keys()) {
    instance.replies[purpose] = text_of(file->map(purpose), *file);
    if (purpose.starts_with(domain::kNeutralPrefix)) check_neutral(instance, *file, purpose);
  }
  const std::string opened = std::string(domain::kNeutralPrefix) + "opened";
  const bool has_sealed = std::any_of(instance.channels.begin(), instance.channels.end(), [](const auto& channel) { return channel.is_sealed(); });
  if (has_sealed && !instance.replies.contains(opened))
    file->refuse(opened, "A channel is confidential, and its citizens get neutral texts alone: " + opened + " is missing.");
  if (const auto problem = file->problem()) return *problem;
  return {};
}

std::string folder_name(const std::string& folder) {
  const auto path = std::filesystem::weakly_canonical(folder);
  return path.filename().empty() ? path.parent_path().filename().string() : path.filename().string();
}

}  // namespace

Result<Instance> load_instance(const std::string& folder, const EnvironmentLookup& environment) {
  Instance instance;
  instance.id = folder_name(folder);
  if (!std::filesystem::is_directory(folder))
    return domain::invalid("instance_missing", "There is no such instance.", folder, "Name one of the folders under config/.");
  if (const auto read = read_main(instance, folder, environment); !read) return read.error();
  for (const auto& step : {read_units, read_accounts, read_hashtags, read_categories, read_service_level, read_replies})
    if (const auto read = step(instance, folder); !read) return read.error();
  instance.index_accounts();
  return instance;
}

}  // namespace seva::settings
