#pragma once

#include <map>

#include "actions/announcements.hpp"
#include "actions/ports.hpp"

namespace seva::actions {

/// Tells when a plugin does something else than it did: it was switched, it failed, it came back. Compares what the catalogue says with what it said
/// the last time, so that nothing within hosting has to remember to tell. One thread at a time.
class PluginWatch {
 public:
  PluginWatch(PluginCatalogue& plugins, Announcements& announcements) : plugins_(plugins), announcements_(announcements) {}

  /// Called about once a second. The first time only looks.
  void look();

 private:
  PluginCatalogue& plugins_;
  Announcements& announcements_;
  std::map<std::string, PluginNews> known_;  ///< by id
  bool did_look_ = false;
};

}  // namespace seva::actions
