#include "actions/plugin_watch.hpp"

namespace seva::actions {

void PluginWatch::look() {
  News news;
  for (const PluginFacts& facts : plugins_.plugins()) {
    PluginNews now{facts.id, facts.kind, facts.is_enabled, facts.state, std::string(health_of(facts))};
    PluginNews& before = known_[facts.id];
    if (now == before) continue;
    before = now;
    if (did_look_) news.plugins.push_back(std::move(now));
  }
  did_look_ = true;
  if (!news.is_empty()) announcements_.announce(news);
}

}  // namespace seva::actions
