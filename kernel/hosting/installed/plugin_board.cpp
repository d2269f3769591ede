#include "hosting/installed/plugin_board.hpp"

#include <fcntl.h>
#include <spdlog/spdlog.h>
#include <sys/file.h>
#include <unistd.h>

#include <boost/json.hpp>
#include <cstdio>
#include <fstream>
#include <iterator>

namespace seva::hosting {
namespace {

namespace json = boost::json;

constexpr mode_t kOwnerAlone = 0600;

std::filesystem::path lock_of(const std::filesystem::path& file) { return file.string() + ".lock"; }

json::value json_of(const std::optional<domain::Instant>& at) { return at ? json::value(at->time_since_epoch().count()) : json::value(nullptr); }

std::optional<domain::Instant> instant_of(const json::value& value) {
  if (value.is_null()) return std::nullopt;
  return domain::Instant(domain::Instant::duration(value.to_number<std::int64_t>()));
}

json::array json_of(const std::vector<std::string>& texts) {
  json::array list;
  for (const std::string& text : texts) list.emplace_back(text);
  return list;
}

json::object json_of(const actions::PluginFacts& plugin) {
  return {{"id", plugin.id},
          {"kind", plugin.kind},
          {"version", plugin.version},
          {"is_enabled", plugin.is_enabled},
          {"state", plugin.state},
          {"reason", plugin.reason},
          {"crashes", plugin.crashes},
          {"is_quarantined", plugin.is_quarantined},
          {"sha256", plugin.sha256},
          {"is_isolated", plugin.is_isolated},
          {"refused_update", plugin.refused_update},
          {"hosts", json_of(plugin.hosts)},
          {"starts_again_at", json_of(plugin.starts_again_at)},
          {"last_event_at", json_of(plugin.last_event_at)},
          {"starts", plugin.figures.starts},
          {"events", plugin.figures.events},
          {"effects", plugin.figures.effects},
          {"requests", plugin.figures.requests},
          {"refused_requests", plugin.figures.refused_requests}};
}

actions::PluginFacts facts_of(const json::object& plugin) {
  const auto text = [&](std::string_view name) { return std::string(plugin.at(name).as_string()); };
  const auto number = [&](std::string_view name) { return plugin.at(name).to_number<std::int64_t>(); };
  actions::PluginFacts facts;
  facts.id = text("id");
  facts.kind = text("kind");
  facts.version = text("version");
  facts.is_enabled = plugin.at("is_enabled").as_bool();
  facts.state = text("state");
  facts.reason = text("reason");
  facts.crashes = number("crashes");
  facts.is_quarantined = plugin.at("is_quarantined").as_bool();
  facts.sha256 = text("sha256");
  facts.is_isolated = plugin.at("is_isolated").as_bool();
  facts.refused_update = text("refused_update");
  for (const json::value& host : plugin.at("hosts").as_array()) facts.hosts.emplace_back(host.as_string());
  facts.starts_again_at = instant_of(plugin.at("starts_again_at"));
  facts.last_event_at = instant_of(plugin.at("last_event_at"));
  facts.figures = {number("starts"), number("events"), number("effects"), number("requests"), number("refused_requests")};
  return facts;
}

bool is_held(const std::filesystem::path& file) {
  const int lock = ::open(lock_of(file).c_str(), O_RDONLY | O_CLOEXEC);
  if (lock < 0) return false;
  const bool is_free = ::flock(lock, LOCK_SH | LOCK_NB) == 0;
  ::close(lock);
  return !is_free;
}

}  // namespace

PluginBoard::PluginBoard(std::filesystem::path file) : file_(std::move(file)) {
  held_ = ::open(lock_of(file_).c_str(), O_RDWR | O_CREAT | O_CLOEXEC, kOwnerAlone);
  std::error_code ignored;
  if (held_ >= 0 && ::flock(held_, LOCK_EX | LOCK_NB) == 0) {
    std::filesystem::remove(file_, ignored);  // an ended server's
    return;
  }
  spdlog::warn("Another server runs on this home, or it cannot be written: seva plugin list does not tell of this one.");
  if (held_ >= 0) ::close(held_);
  held_ = -1;
}

PluginBoard::~PluginBoard() {
  if (held_ >= 0) ::close(held_);
}

void PluginBoard::write(const std::vector<actions::PluginFacts>& plugins) {
  if (held_ < 0) return;
  json::array all;
  for (const actions::PluginFacts& plugin : plugins) all.push_back(json_of(plugin));
  std::string text = json::serialize(all);
  if (text == written_) return;
  const std::string beside = file_.string() + ".new";
  std::ofstream stream(beside, std::ios::binary | std::ios::trunc);
  stream << text;
  stream.close();
  if (!stream || std::rename(beside.c_str(), file_.c_str()) != 0)
    spdlog::warn("{} cannot be written.", file_.string());
  else
    written_ = std::move(text);
}

std::optional<std::vector<actions::PluginFacts>> PluginBoard::read(const std::filesystem::path& file) {
  if (!is_held(file)) return std::nullopt;
  std::ifstream stream(file, std::ios::binary);
  const std::string text(std::istreambuf_iterator<char>(stream), {});
  std::vector<actions::PluginFacts> plugins;
  try {
    const json::value parsed = json::parse(text);
    for (const json::value& plugin : parsed.as_array()) plugins.push_back(facts_of(plugin.as_object()));
  } catch (const std::exception&) {
    return std::nullopt;
  }
  return plugins;
}

}  // namespace seva::hosting
