#include "hosting/installed/tried_plugin.hpp"

#include <sys/prctl.h>

#include <utility>

#include "hosting/child/frames.hpp"
#include "hosting/installed/boundary_check.hpp"
#include "hosting/installed/manifest.hpp"
#include "hosting/process/child_process.hpp"
#include "hosting/process/in_process.hpp"

namespace seva::hosting {
namespace {

class TriedTalk final : public actions::TriedPlugin::Talk {
 public:
  explicit TriedTalk(std::unique_ptr<Conversation> conversation) : conversation_(std::move(conversation)) {}
  domain::Result<std::string_view> send(std::string_view event, std::string_view payload) override { return conversation_->send(event, payload); }

 private:
  std::unique_ptr<Conversation> conversation_;
};

class Tried : public actions::TriedPlugin {
 public:
  Tried(std::string manifest, std::unique_ptr<PluginProcess> process) : manifest_(std::move(manifest)), process_(std::move(process)) {}

  const std::string& manifest() const override { return manifest_; }
  domain::Result<std::unique_ptr<Talk>> open() override {
    auto conversation = process_->open();
    if (!conversation) return conversation.error();
    return std::unique_ptr<Talk>(std::make_unique<TriedTalk>(std::move(*conversation)));
  }

 private:
  std::string manifest_;
  std::unique_ptr<PluginProcess> process_;
};

using Trial = std::unique_ptr<actions::TriedPlugin>;

domain::Result<Trial> judged(const std::filesystem::path& file, std::string manifest, std::unique_ptr<PluginProcess> process) {
  if (const auto read = read_manifest(manifest, file.filename().string()); !read) return read.error();
  return Trial(std::make_unique<Tried>(std::move(manifest), std::move(process)));
}

/// A process, and who begins it.
class OwnProcess final : public PluginProcess {
 public:
  OwnProcess(PluginImage image, const std::filesystem::path& plugin_host)
      : spawner_(plugin_host), process_(std::make_shared<const PluginImage>(std::move(image)), spawner_) {}
  domain::Result<std::string> manifest() { return process_.manifest(); }
  domain::Result<std::unique_ptr<Conversation>> open() override { return process_.open(); }

 private:
  Spawner spawner_;
  ChildProcess process_;
};

domain::Result<Trial> try_in_own_process(const std::filesystem::path& file, const std::filesystem::path& plugin_host) {
  auto image = PluginImage::read(file);
  if (!image) return image.error();
  auto process = std::make_unique<OwnProcess>(std::move(*image), plugin_host);
  auto manifest = process->manifest();
  if (!manifest) return manifest.error();
  return judged(file, std::move(*manifest), std::move(process));
}

domain::Result<Trial> try_in_this_process(const std::filesystem::path& file) {
  if (file.extension() == child::kProgramEnding)
    return refused_file(file, "program_has_own_process", "A program cannot run in this process.",
                        "Leave --in-process out, and debug it as its language does.");
  ::prctl(PR_SET_DUMPABLE, 1, 0, 0, 0);  // a debugger that is not root reads its memory
  const auto library = PluginLibrary::load_in_place(file);
  if (!library) return library.error();
  return judged(file, std::string(library->manifest()), std::make_unique<InProcess>(*library));
}

}  // namespace

domain::Result<Trial> try_plugin(const std::filesystem::path& file, actions::TriedWhere where, const std::filesystem::path& plugin_host) {
  return where == actions::TriedWhere::this_process ? try_in_this_process(file) : try_in_own_process(file, plugin_host);
}

}  // namespace seva::hosting
