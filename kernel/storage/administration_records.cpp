#include "storage/administration_records.hpp"

#include <array>

#include "storage/json_codec.hpp"

namespace seva::storage {
namespace {

constexpr std::int64_t kAsConfigured = 0, kOff = 1, kOn = 2;

const Select kOverrides = select("read what was set of plugins", "plugin, enabled, config, version", "FROM plugin_overrides ORDER BY plugin");
const Select kSecrets = select("read plugins' secrets", "plugin, name, key_id, sealed, set_at", "FROM plugin_secrets ORDER BY plugin, name");
const Select kHosts = select("read plugins' hosts", "plugin, host, user_id, user_name, approved_at", "FROM plugin_hosts ORDER BY plugin, host");
const Statement kAddHost = insert("approve a plugin's host", "plugin_hosts", "plugin, host, user_id, user_name, approved_at");
const Statement kRemoveHost{"withdraw a plugin's host", "DELETE FROM plugin_hosts WHERE plugin = :plugin AND host = :host"};
const Select kActs = select("read what administrators did", "id, at, user_id, user_name, act, subject, details",
                            "FROM administration_acts ORDER BY id DESC LIMIT :most");

struct Statements {
  explicit Statements(Dialect dialect)
      : set_override(insert("set what a plugin is", "plugin_overrides", "plugin, enabled, config, version",
                            or_update(dialect, "plugin", {"enabled", "config", "version"}))),
        set_secret(insert("set a plugin's secret", "plugin_secrets", "plugin, name, key_id, sealed, set_at",
                          or_update(dialect, "plugin, name", {"key_id", "sealed", "set_at"}))),
        add_act(insert("add what an administrator did", "administration_acts", "id, at, user_id, user_name, act, subject, details")) {}

  Statement set_override;
  Statement set_secret;
  Statement add_act;
};

const Statements& statements_of(Dialect dialect) {
  static const std::array<Statements, 3> all{Statements(Dialect::sqlite), Statements(Dialect::mariadb), Statements(Dialect::mysql)};
  return all[static_cast<std::size_t>(dialect) - 1];
}

}  // namespace

std::vector<domain::PluginOverride> SociAdministrationRecords::overrides() {
  std::vector<domain::PluginOverride> found;
  session_.select(kOverrides, {}, [&](Row& row) {
    auto& chosen = found.emplace_back();
    chosen.plugin = row.text();
    if (const std::int64_t enabled = row.number(); enabled != kAsConfigured) chosen.is_enabled = enabled == kOn;
    if (std::string config = row.text(); !config.empty()) chosen.config_json = std::move(config);
    chosen.version = row.count();
  });
  return found;
}

void SociAdministrationRecords::set(const domain::PluginOverride& chosen) {
  const std::int64_t enabled = !chosen.is_enabled ? kAsConfigured : *chosen.is_enabled ? kOn : kOff;
  const std::string config = chosen.config_json.value_or(std::string{});
  session_.execute(statements_of(session_.dialect()).set_override, {chosen.plugin, to_value(enabled), config, to_value(chosen.version)});
}

std::vector<domain::PluginSecret> SociAdministrationRecords::secrets() {
  std::vector<domain::PluginSecret> found;
  session_.select(kSecrets, {}, [&](Row& row) {
    auto& secret = found.emplace_back();
    secret.plugin = row.text();
    secret.name = row.text();
    secret.key_id = row.text();
    secret.sealed = row.text();
    secret.set_at = row.instant();
  });
  return found;
}

void SociAdministrationRecords::set(const domain::PluginSecret& secret) {
  session_.execute(statements_of(session_.dialect()).set_secret, {secret.plugin, secret.name, secret.key_id, secret.sealed, to_value(secret.set_at)});
}

std::vector<domain::HostApproval> SociAdministrationRecords::host_approvals() {
  std::vector<domain::HostApproval> found;
  session_.select(kHosts, {}, [&](Row& row) {
    auto& approval = found.emplace_back();
    approval.plugin = row.text();
    approval.host = row.text();
    approval.user = row.id<domain::UserId>();
    approval.user_name = row.text();
    approval.at = row.instant();
  });
  return found;
}

void SociAdministrationRecords::add(const domain::HostApproval& approval) {
  session_.execute(kAddHost, {approval.plugin, approval.host, to_value(approval.user), approval.user_name, to_value(approval.at)});
}

void SociAdministrationRecords::remove_host_approval(const std::string& plugin, const std::string& host) {
  session_.execute(kRemoveHost, {plugin, host});
}

void SociAdministrationRecords::add(const domain::AdministrationAct& act) {
  const std::string details = encoded(act.details);
  session_.execute(statements_of(session_.dialect()).add_act,
                   {to_value(act.id), to_value(act.at), to_value(act.user), act.user_name, act.act, act.subject, details});
}

std::vector<domain::AdministrationAct> SociAdministrationRecords::acts(std::size_t limit) {
  std::vector<domain::AdministrationAct> found;
  session_.select(kActs, {to_value(limit)}, [&](Row& row) {
    auto& act = found.emplace_back();
    act.id = row.id<domain::AdministrationActId>();
    act.at = row.instant();
    act.user = row.id<domain::UserId>();
    act.user_name = row.text();
    act.act = row.text();
    act.subject = row.text();
    decode(row.view(), act.details);
  });
  return found;
}

}  // namespace seva::storage
