#include "hosting/plugin_host.hpp"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <utility>

namespace seva::hosting {
namespace {

constexpr int kNotFound = 404;
constexpr int kUnavailable = 503;

bool is_same(const ChannelSetup& left, const ChannelSetup& right) {
  return left.process == right.process && left.allowed_hosts == right.allowed_hosts && left.material == right.material &&
         left.is_lead == right.is_lead && left.crash_limit == right.crash_limit;
}

void write_figure(std::string& out, const char* name, const std::string& channel, std::int64_t value) {
  out += std::string("seva_channel_") + name + "_total{channel=\"" + channel + "\"} " + std::to_string(value) + "\n";
}

}  // namespace

PluginHost::PluginHost(HostOptions options, actions::Store& store, actions::Clock& clock)
    : options_(std::move(options)),
      stamps_(clock),
      catalogue_(options_.plugin_folders, options_.private_base, options_.vault, &clock, options_.plugin_host),
      panel_(catalogue_, stamps_, steady_clock_),
      files_(broker_,
             [this](const std::string& channel) {
               const auto running = runner(channel);
               return running == nullptr ? std::nullopt : std::optional(running->setup().allowed_hosts);
             }),
      store_(store) {}

PluginHost::~PluginHost() { stop(); }

void PluginHost::start(const domain::Instance& instance) {
  const std::lock_guard changing(changing_);
  channels_ = instance.channels;
  instance_ = instance;
  read_approvals();
  catalogue_.refresh(instance);
  panel_.reconcile(instance);
}

void PluginHost::run_channels(Commit commit, Attachments attachments) {
  const std::lock_guard changing(changing_);
  services_.reset(new ChannelServices{store_, catalogue_, stamps_, steady_clock_, broker_, std::move(commit), options_.webhook_patience});
  services_->attachments = std::move(attachments);
  reconcile_channels();
}

void PluginHost::reconcile(const domain::Instance& instance) {
  const std::lock_guard changing(changing_);
  channels_ = instance.channels;
  instance_ = instance;
  read_approvals();
  catalogue_.refresh(
      instance, [&](const InstalledPlugin& newer, const domain::PluginSettings& settings) { return start_for_trial(newer, settings, instance); });
  panel_.reconcile(instance);
  if (services_ != nullptr) reconcile_channels();
}

void PluginHost::stop() {
  const std::lock_guard changing(changing_);
  std::map<std::string, std::shared_ptr<ChannelRunner>> ending;
  {
    const std::shared_lock lock(mutex_);
    ending = runners_;
  }
  {
    const std::unique_lock lock(mutex_);
    is_stopped_ = true;
  }
  runners_changed_.notify_all();
  for (auto& [id, ended] : ending) ended->stop();
  panel_.stop();
}

domain::Result<ChannelSetup> PluginHost::setup_of(const domain::PluginSettings& settings) const {
  const InstalledPlugin* plugin = catalogue_.usable(PluginKind::channel, settings.id);
  if (plugin == nullptr)
    return domain::Problem{domain::ProblemKind::not_found, "channel_off", "The channel is switched off, refused or not installed.", settings.id,
                           "Look at it in the list of plugins."};
  PluginProcess* const process = plugin->process_for(settings.isolation);
  if (process == nullptr) return not_loaded(*plugin);
  auto material = read_start_material(settings);
  if (!material) return material.error();
  return ChannelSetup{settings.id,          process,          {catalogue_.approved_hosts(plugin->manifest), settings.hosts},
                      std::move(*material), options_.is_lead, plugin->manifest.line_end,
                      settings.crash_limit};
}

void PluginHost::read_approvals() {
  auto approvals = actions::host_approvals(store_);
  catalogue_.set_approvals(approvals);
  const std::lock_guard lock(approvals_mutex_);
  approvals_ = std::move(approvals);
}

bool PluginHost::wants_reconcile() {
  if (catalogue_.has_failed_version()) return true;
  const auto approvals = actions::host_approvals(store_);
  const std::lock_guard lock(approvals_mutex_);
  return approvals != approvals_;
}

void PluginHost::tell_of_hosts_not_approved(const domain::PluginSettings& settings, const ChannelSetup& setup) const {
  const auto is_among = [](const std::vector<std::string>& hosts, const std::string& host) {
    return std::find(hosts.begin(), hosts.end(), host) != hosts.end();
  };
  const Manifest* manifest = catalogue_.manifest(settings.id);
  if (manifest == nullptr) return;
  for (const std::string& host : manifest->hosts)
    if (!is_among(setup.allowed_hosts.declared, host) && !is_among(setup.allowed_hosts.named, host))
      spdlog::warn("channel {} may not reach {} before an administrator approves it: seva plugin approve {} {}", settings.id, host, settings.id,
                   host);
}

/// What is kept keeps running; what changed ends before its successor starts, so that a channel never has two leads.
void PluginHost::reconcile_channels() {
  std::map<std::string, ChannelSetup> wanted;
  for (const auto& settings : channels_) {
    if (!settings.is_enabled) continue;
    auto setup = setup_of(settings);
    if (setup) {
      tell_of_hosts_not_approved(settings, *setup);
      wanted.emplace(settings.id, std::move(*setup));
    } else if (catalogue_.usable(PluginKind::channel, settings.id) != nullptr)
      catalogue_.set_state(settings.id, PluginState::failed, sentence_of(setup.error()));
  }
  end_channels(wanted);
  const std::unique_lock lock(mutex_);
  for (auto& [id, setup] : wanted) runners_.insert_or_assign(id, std::make_shared<ChannelRunner>(std::move(setup), *services_));
  runners_changed_.notify_all();
}

/// Ends what is not wanted any more or changed, and takes what runs as it should out of `wanted`. What changed stays in its place until its successor
/// takes it, and answers 503.
void PluginHost::end_channels(std::map<std::string, ChannelSetup>& wanted) {
  std::vector<std::shared_ptr<ChannelRunner>> ending;
  {
    const std::unique_lock lock(mutex_);
    for (auto entry = runners_.begin(); entry != runners_.end();) {
      const auto setup = wanted.find(entry->first);
      if (setup != wanted.end() && is_same(setup->second, entry->second->setup()) && !entry->second->is_quarantined()) {
        wanted.erase(setup);
        ++entry;
        continue;
      }
      ending.push_back(entry->second);
      entry = setup == wanted.end() ? runners_.erase(entry) : std::next(entry);
    }
  }
  for (const auto& runner : ending) runner->stop();
}

std::shared_ptr<ChannelRunner> PluginHost::runner(const std::string& channel) const {
  const std::shared_lock lock(mutex_);
  const auto found = runners_.find(channel);
  return found == runners_.end() ? nullptr : found->second;
}

/// What comes while a channel changes over waits for its successor: whatever the one that ends did not acknowledge was not taken, or is known again
/// by its id.
actions::WebhookResponse PluginHost::receive(const std::string& channel, const actions::WebhookRequest& request) {
  const auto until = std::chrono::steady_clock::now() + options_.webhook_patience;
  while (true) {
    const auto found = runner(channel);
    if (found == nullptr) return {kNotFound, {}, {}};
    if (!found->is_ending())
      if (auto response = found->receive(request); response.status != kUnavailable || !found->is_ending()) return response;
    std::shared_lock lock(mutex_);
    const bool did_change = runners_changed_.wait_until(lock, until, [&] {
      const auto present = runners_.find(channel);
      return is_stopped_ || present == runners_.end() || present->second != found;
    });
    if (!did_change || is_stopped_) return {};
  }
}

bool PluginHost::deliver(const domain::Delivery& delivery, bool is_retry) {
  const auto found = runner(delivery.channel);
  return found != nullptr && found->deliver(delivery, is_retry);
}

domain::Result<ReplayReport> PluginHost::replay(std::istream& file, const std::string& channel, const Begin& begin, ReplayOptions options,
                                                const ReplayProgress& progress) {
  auto setup = [&]() -> domain::Result<ChannelSetup> {
    const std::lock_guard changing(changing_);
    const auto settings = std::find_if(channels_.begin(), channels_.end(), [&](const auto& configured) { return configured.id == channel; });
    domain::PluginSettings unknown;
    unknown.id = channel;
    return setup_of(settings == channels_.end() ? unknown : *settings);
  }();
  if (!setup) return setup.error();
  return Replay(std::move(*setup), begin, stamps_, std::move(options)).run(file, progress);
}

std::string PluginHost::metrics() const {
  std::string out;
  const std::shared_lock lock(mutex_);
  for (const auto& [id, running] : runners_) {
    const ChannelFigures& figures = running->figures();
    write_figure(out, "events", id, figures.events);
    write_figure(out, "turns", id, figures.turns);
    write_figure(out, "commits", id, figures.commits);
    write_figure(out, "starts", id, figures.starts);
    write_figure(out, "failures", id, figures.failures);
    write_figure(out, "failed_commits", id, figures.failed_commits);
    write_figure(out, "dead_letters", id, figures.dead_letters);
    write_figure(out, "webhooks_refused", id, figures.webhooks_refused);
    write_figure(out, "slow_events", id, figures.slow_events);
  }
  const HttpFigures& http = broker_.http_figures();
  const std::pair<const char*, std::int64_t> sums[] = {{"requests", http.requests},
                                                       {"answers", http.answers},
                                                       {"errors", http.errors},
                                                       {"refused", http.refused},
                                                       {"bytes_received", http.bytes_received}};
  const StreamFigures& streams = broker_.stream_figures();
  const std::pair<const char*, std::int64_t> stream_sums[] = {{"opened", streams.opened},
                                                              {"closed", streams.closed},
                                                              {"refused", streams.refused},
                                                              {"parts", streams.parts},
                                                              {"bytes_received", streams.bytes_received}};
  for (const auto& [name, value] : stream_sums) out += std::string("seva_plugin_stream_") + name + "_total " + std::to_string(value) + "\n";
  for (const auto& [name, value] : sums) out += std::string("seva_plugin_http_") + name + "_total " + std::to_string(value) + "\n";
  return out;
}

}  // namespace seva::hosting
