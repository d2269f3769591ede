#include "hosting/process/child_process.hpp"

#include <cstring>
#include <utility>

#include "hosting/installed/boundary_check.hpp"
#include "hosting/limits.hpp"
#include "hosting/process/child_link.hpp"

namespace seva::hosting {
namespace {

using child::AnswerKind;

domain::Problem garbled() { return plugin_failed("plugin_answer_garbled", "What came from the plugin's process is no answer; it was ended."); }

ChildLink::Deadline in(std::chrono::milliseconds time) { return std::chrono::steady_clock::now() + time; }

struct Loaded {
  std::string_view manifest;  ///< until the next answer is taken
  bool is_ready = false;      ///< a program: it says no more before its first event
};

domain::Problem not_loaded(const std::filesystem::path& file, std::string words) {
  if (file.extension() != child::kProgramEnding) return not_loadable(file, std::move(words), "/proc/self/fd/4");
  return refused_file(file, "plugin_not_loadable", "The program cannot be run: " + std::move(words) + ".",
                      "Begin it with an interpreter that this machine has, as in #!/usr/bin/python3.");
}

domain::Result<Loaded> take_loaded(ChildLink& link, const std::filesystem::path& file, ChildLink::Deadline until, std::chrono::milliseconds at_par) {
  const auto answer = link.take(until, at_par);
  if (!answer) return answer.error();
  switch (answer->kind) {
    case AnswerKind::not_loadable: return not_loaded(file, std::string(answer->bytes));
    case AnswerKind::no_symbol: return symbol_missing(file);
    case AnswerKind::no_sandbox:
      return refused_file(file, "plugin_sandbox_missing", "The plugin's process cannot be closed off: " + std::string(answer->bytes) + ".",
                          "Run the server on a Linux with seccomp, and with Landlock or as root.");
    case AnswerKind::introduced: return answer->bytes.size() <= kManifestBytes ? domain::Result<Loaded>(Loaded{answer->bytes, true}) : garbled();
    case AnswerKind::loaded: break;
    default: return garbled();
  }
  child::Facts facts;
  if (answer->bytes.size() < sizeof facts) return garbled();
  std::memcpy(&facts, answer->bytes.data(), sizeof facts);
  const BoundaryFacts boundary{facts.struct_size, facts.abi_major, facts.has_functions == 1, facts.has_manifest == 1};
  if (const auto checked = check_boundary(file, boundary); !checked) return checked.error();
  const std::string_view manifest = answer->bytes.substr(sizeof facts);
  if (manifest.size() > kManifestBytes) return garbled();
  return Loaded{manifest, false};
}

class Talk final : public Conversation {
 public:
  Talk(std::unique_ptr<ChildLink> link, ChildLimits limits) : link_(std::move(link)), limits_(limits) {}

  domain::Result<std::string_view> send(std::string_view event, std::string_view payload) override {
    if (event.size() + payload.size() > kEventBytes) return plugin_failed("event_too_large", "The event is larger than 32 MB.");
    const bool is_first = std::exchange(was_started_, true) == false;
    const auto until = in(is_first ? limits_.start : limits_.handle);
    if (const auto sent = link_->send(event, payload, until); !sent) return sent.error();
    const auto answer = link_->take(until, is_first ? limits_.start_at_par : limits_.at_par);
    if (!answer) return answer.error();
    if (answer->kind == AnswerKind::failed) return plugin_failed("plugin_handle_failed", "The plugin failed at an event.");
    if (answer->kind == AnswerKind::threw) return plugin_failed("plugin_threw", "The plugin threw an exception out of `handle`.");
    if (answer->kind != AnswerKind::effects) return garbled();
    return answer->bytes;
  }

 private:
  std::unique_ptr<ChildLink> link_;
  ChildLimits limits_;
  bool was_started_ = false;
};

}  // namespace

domain::Result<std::string> ChildProcess::manifest() {
  const std::string label = image_->file().filename().string();
  const auto child = spawner_.start(label, "--manifest", image_->descriptor(), limits_.memory_bytes);
  if (!child) return child.error();
  ChildLink link(*child, label);
  const auto loaded = take_loaded(link, image_->file(), in(limits_.start), limits_.start_at_par);
  if (!loaded) return loaded.error();
  return std::string(loaded->manifest);
}

domain::Result<std::unique_ptr<Conversation>> ChildProcess::open() {
  const std::string label = image_->file().filename().string();
  const auto child = spawner_.start(label, "--serve", image_->descriptor(), limits_.memory_bytes);
  if (!child) return child.error();
  auto link = std::make_unique<ChildLink>(*child, label);
  const auto until = in(limits_.start);
  const auto loaded = take_loaded(*link, image_->file(), until, limits_.start_at_par);
  if (!loaded) return loaded.error();
  if (loaded->is_ready) return std::unique_ptr<Conversation>(std::make_unique<Talk>(std::move(link), limits_));
  const auto created = link->take(until, limits_.start_at_par);
  if (!created) return created.error();
  if (created->kind == AnswerKind::not_created) return plugin_failed("plugin_create_failed", "The plugin's `create` made no instance.");
  if (created->kind == AnswerKind::no_sandbox)
    return plugin_failed("plugin_sandbox_missing", "The plugin's process cannot be closed off: " + std::string(created->bytes) + ".");
  if (created->kind != AnswerKind::created) return garbled();
  return std::unique_ptr<Conversation>(std::make_unique<Talk>(std::move(link), limits_));
}

}  // namespace seva::hosting
