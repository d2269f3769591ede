#include "hosting/child/frames.hpp"

#include <unistd.h>

#include <cstring>
#include <filesystem>
#include <fstream>
#include <map>
#include <set>
#include <sstream>

#include "finding.hpp"
#include "hosting/limits.hpp"
#include "hosting/process/child_process.hpp"

namespace {

using seva::fuzz::must;
using seva::hosting::ChildProcess;
using seva::hosting::PluginImage;
using seva::hosting::child::Answer;
using seva::hosting::child::AnswerKind;
using seva::hosting::child::Facts;

const std::map<std::string, AnswerKind>& kinds() {
  static const std::map<std::string, AnswerKind> kKinds{{"loaded", AnswerKind::loaded},           {"not_loadable", AnswerKind::not_loadable},
                                                        {"no_symbol", AnswerKind::no_symbol},     {"created", AnswerKind::created},
                                                        {"not_created", AnswerKind::not_created}, {"effects", AnswerKind::effects},
                                                        {"failed", AnswerKind::failed},           {"threw", AnswerKind::threw},
                                                        {"denied", AnswerKind::denied},           {"no_sandbox", AnswerKind::no_sandbox},
                                                        {"introduced", AnswerKind::introduced}};
  return kKinds;
}

template <class Struct>
std::string bytes_of(const Struct& value) {
  return std::string(reinterpret_cast<const char*>(&value), sizeof value);
}

std::string frame(AnswerKind kind, std::int32_t detail, const std::string& body, std::uint64_t size) {
  return bytes_of(Answer{kind, detail, size}) + body;
}

/// A readable frame as bytes. `loaded STRUCT MAJOR FUNCTIONS MANIFEST`, `denied CALL`, any other kind alone, `raw`: the body as it is, `lie KIND
/// SIZE`: a frame whose size is another.
std::string written(const std::string& head, const std::string& body) {
  std::istringstream words(head);
  std::string word;
  words >> word;
  if (word == "raw") return body;
  if (word == "lie") {
    std::uint32_t kind = 0;
    std::uint64_t size = 0;
    words >> kind >> size;
    return frame(static_cast<AnswerKind>(kind), 0, body, size);
  }
  const auto kind = kinds().find(word);
  if (kind == kinds().end()) return head + "\n" + body;
  std::int32_t detail = 0;
  if (kind->second == AnswerKind::denied) words >> detail;
  if (kind->second != AnswerKind::loaded) return frame(kind->second, detail, body, body.size());
  Facts facts;
  words >> facts.struct_size >> facts.abi_major >> facts.has_functions >> facts.has_manifest;
  const std::string all = bytes_of(facts) + body;
  return frame(kind->second, 0, all, all.size());
}

std::string frames_of(std::string script) {
  constexpr std::string_view kParting = "\n%%\n";
  std::string frames;
  while (!script.empty()) {
    const auto end = script.find(kParting);
    const std::string block = script.substr(0, end);
    script.erase(0, end == std::string::npos ? script.size() : end + kParting.size());
    const auto line = block.find('\n');
    frames += written(block.substr(0, line), line == std::string::npos ? std::string() : block.substr(line + 1));
  }
  return frames;
}

void check(const seva::domain::Problem& problem) {
  static const std::set<std::string> kCodes{
      "plugin_overran",          "plugin_not_allowed",  "plugin_crashed",        "plugin_killed",          "effects_too_large",
      "plugin_answer_garbled",   "plugin_not_loadable", "plugin_symbol_missing", "plugin_sandbox_missing", "plugin_abi_unknown",
      "plugin_struct_too_small", "plugin_incomplete",   "plugin_create_failed",  "plugin_handle_failed",   "plugin_threw"};
  must(kCodes.contains(problem.code), "a problem has another code:", problem.code);
}

/// Of another thread than this one, whose children are the fuzzer's own.
bool is_process_left() {
  for (const auto& task : std::filesystem::directory_iterator("/proc/self/task")) {
    if (task.path().filename() == std::to_string(::getpid())) continue;
    std::ifstream children(task.path() / "children");
    std::string child;
    if (children >> child) return true;
  }
  return false;
}

void talk(ChildProcess& process) {
  auto instance = process.open();
  if (!instance) return check(instance.error());
  ++seva::fuzz::progress.taken;
  const auto effects = (*instance)->send(R"({"id":"1","now":1,"type":"start"})", "payload");
  if (!effects) return check(effects.error());
  ++seva::fuzz::progress.taken;
  must(effects->size() <= seva::hosting::kEffectsBytes, "effects are larger than they may be");
}

}  // namespace

/// What a plugin may write that has its process in its hands: frames of every kind in any order, whole, torn and lying. The kernel answers with one
/// of the problems that it knows, and no process is left. (The other way, what the kernel writes, is its own.)
extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  static seva::hosting::Spawner spawner(SEVA_FRAMES_CHILD);
  static const std::string stem = (std::filesystem::temp_directory_path() / ("frames-" + std::to_string(::getpid()))).string();
  const std::string file = stem + (size % 2 == 0 ? ".so" : ".plugin");
  std::ofstream(file, std::ios::binary) << frames_of(std::string(reinterpret_cast<const char*>(data), size));
  auto image = PluginImage::read(file);
  std::filesystem::remove(file);
  must(bool(image), "the input cannot be read as a file");
  seva::hosting::ChildLimits limits;
  limits.start = limits.handle = std::chrono::milliseconds(500);
  ChildProcess process(std::make_shared<const PluginImage>(std::move(*image)), spawner, limits);
  if (const auto manifest = process.manifest()) {
    must(manifest->size() <= seva::hosting::kManifestBytes, "a manifest is larger than it may be");
    ++seva::fuzz::progress.taken;
  } else {
    check(manifest.error());
    if (manifest.error().code != "plugin_answer_garbled" && manifest.error().code != "plugin_crashed") ++seva::fuzz::progress.taken;
  }
  talk(process);
  must(!is_process_left(), "a process is left");
  return 0;
}
