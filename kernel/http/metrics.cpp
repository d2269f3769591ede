#include "http/metrics.hpp"

#include <prometheus/counter.h>
#include <prometheus/gauge.h>
#include <prometheus/histogram.h>
#include <prometheus/registry.h>
#include <prometheus/text_serializer.h>

#include <array>

#include "actions/index_tickets.hpp"

namespace seva::http {
namespace {

const prometheus::Histogram::BucketBoundaries kSeconds = {0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10};
constexpr std::array kStatuses = {domain::Status::open, domain::Status::in_process, domain::Status::incomplete, domain::Status::closed};
constexpr std::array<std::string_view, 4> kPluginStates = {"running", "off", "refused", "failed"};

}  // namespace

struct Metrics::Families {
  prometheus::Registry registry;
  prometheus::Family<prometheus::Counter>& requests =
      prometheus::BuildCounter().Name("seva_http_requests_total").Help("Requests by route and status").Register(registry);
  prometheus::Family<prometheus::Histogram>& seconds =
      prometheus::BuildHistogram().Name("seva_http_request_seconds").Help("Time from the whole request to its answer").Register(registry);
  prometheus::Family<prometheus::Gauge>& tickets =
      prometheus::BuildGauge().Name("seva_tickets").Help("Tickets by status, from the rollup").Register(registry);
  prometheus::Family<prometheus::Gauge>& plugins =
      prometheus::BuildGauge().Name("seva_plugin_state").Help("1 for the state that a plugin is in").Register(registry);
  prometheus::Family<prometheus::Gauge>& quarantined = gauge("seva_plugin_quarantined", "1 for a plugin that crashed too often to be started again");
  prometheus::Family<prometheus::Gauge>& crashes = gauge("seva_plugin_crashes", "Crashes in the last 24 hours");
  prometheus::Family<prometheus::Gauge>& refused_updates = gauge("seva_plugin_update_refused", "1 where a newer file lies there and is not taken");
  prometheus::Family<prometheus::Counter>& starts = counter("seva_plugin_starts_total", "Instances that were started");
  prometheus::Family<prometheus::Counter>& events = counter("seva_plugin_events_total", "Events that the plugin was handed");
  prometheus::Family<prometheus::Counter>& effects = counter("seva_plugin_effects_total", "Effects that it answered");
  prometheus::Family<prometheus::Counter>& plugin_requests = counter("seva_plugin_requests_total", "Requests and streams that it asked for");
  prometheus::Family<prometheus::Counter>& refused_requests =
      counter("seva_plugin_egress_refused_total", "Requests and streams to where it may not go");
  prometheus::Gauge& search_lag = gauge("seva_search_lag_seconds", "Age of the oldest event that cannot be found by words yet").Add({});
  prometheus::Gauge& search_part = gauge("seva_search_part", "Part of all tickets that can be found by words").Add({});

  void write(const actions::PluginFacts& plugin);

 private:
  prometheus::Family<prometheus::Gauge>& gauge(const char* name, const char* help) {
    return prometheus::BuildGauge().Name(name).Help(help).Register(registry);
  }
  prometheus::Family<prometheus::Counter>& counter(const char* name, const char* help) {
    return prometheus::BuildCounter().Name(name).Help(help).Register(registry);
  }
};

/// The host keeps the figures themselves, and they only ever rise while it runs.
void raise_to(prometheus::Counter& counter, std::int64_t value) { counter.Increment(static_cast<double>(value) - counter.Value()); }

void Metrics::Families::write(const actions::PluginFacts& plugin) {
  for (const std::string_view state : kPluginStates)
    plugins.Add({{"plugin", plugin.id}, {"kind", plugin.kind}, {"state", std::string(state)}}).Set(plugin.state == state ? 1 : 0);
  const prometheus::Labels labels{{"plugin", plugin.id}};
  quarantined.Add(labels).Set(plugin.is_quarantined ? 1 : 0);
  crashes.Add(labels).Set(static_cast<double>(plugin.crashes));
  refused_updates.Add(labels).Set(plugin.refused_update.empty() ? 0 : 1);
  raise_to(starts.Add(labels), plugin.figures.starts);
  raise_to(events.Add(labels), plugin.figures.events);
  raise_to(effects.Add(labels), plugin.figures.effects);
  raise_to(plugin_requests.Add(labels), plugin.figures.requests);
  raise_to(refused_requests.Add(labels), plugin.figures.refused_requests);
}

Metrics::Metrics() : families_(std::make_unique<Families>()) {}
Metrics::~Metrics() = default;

void Metrics::count(std::string_view method, std::string_view pattern, int status, std::chrono::duration<double> time) {
  families_->requests.Add({{"method", std::string(method)}, {"route", std::string(pattern)}, {"status", std::to_string(status)}}).Increment();
  families_->seconds.Add({{"route", std::string(pattern)}}, kSeconds).Observe(time.count());
}

std::string Metrics::written(actions::Ports& ports) {
  std::vector<actions::UnitCount> counts;
  ports.store.read([&](actions::Transaction& transaction) { counts = transaction.tickets().counts({.is_everything = true, .units = {}}); });
  for (const domain::Status status : kStatuses) {
    std::int64_t sum = 0;
    for (const actions::UnitCount& count : counts)
      if (count.status == status) sum += count.tickets;
    families_->tickets.Add({{"status", std::string(domain::name_of(status))}}).Set(static_cast<double>(sum));
  }
  for (const actions::PluginFacts& plugin : ports.plugins.plugins()) families_->write(plugin);
  const actions::SearchState search = actions::IndexTickets::state(ports);
  families_->search_lag.Set(std::chrono::duration<double>(search.lag).count());
  families_->search_part.Set(search.part);
  return prometheus::TextSerializer().Serialize(families_->registry.Collect());
}

}  // namespace seva::http
