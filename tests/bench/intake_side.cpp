#include "bench/intake_side.hpp"

#include <stdlib.h>

#include <filesystem>
#include <sstream>
#include <stdexcept>

#include "settings/load_instance.hpp"
#include "storage/search_index.hpp"

namespace seva::bench {
namespace {

domain::Instance shipped_instance() {
  auto instance = settings::load_instance(SEVA_SOURCE_DIR "/config/up-police", [](const char*) -> const char* { return nullptr; });
  if (!instance) throw std::runtime_error(instance.error().what);
  return std::move(*instance);
}

hosting::HostOptions options() {
  hosting::HostOptions options;
  options.plugin_host = std::filesystem::path(SEVA_BINARY_DIR) / "seva-plugin-host";
  options.plugin_folders = {SEVA_BINARY_DIR "/plugins"};
  return options;
}

}  // namespace

IntakeSide::IntakeSide(actions::Store& store)
    : current_(shipped_instance()),
      identities_(clock_, 0, store.highest_id()),
      plugins_(options(), store, clock_),
      search_(storage::open_search_index(search_folder_.path().string())),
      ports_{store, clock_, identities_, current_, plugins_.departments(), plugins_.catalogue(), *search_},
      receive_(ports_) {
  plugins_.start(*current_.current());
}

IntakeSide::~IntakeSide() { plugins_.stop(); }

hosting::ReplayReport IntakeSide::take_in(const std::string& posts) {
  std::istringstream file(posts);
  auto report = plugins_.replay(file, "twitter", [&](actions::Turn turn) { return receive_.begin(std::move(turn)); }, {});
  if (!report) throw std::runtime_error(report.error().what);
  if (!report->counts.balance() || !report->unreadable.empty()) throw std::runtime_error("the books do not balance");
  return std::move(*report);
}

}  // namespace seva::bench
