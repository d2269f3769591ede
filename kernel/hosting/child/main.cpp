#include <dlfcn.h>
#include <fcntl.h>
#include <seva/plugin.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <string_view>

#include "hosting/child/frames.hpp"
#include "hosting/child/interpreter.hpp"
#include "hosting/child/sandbox.hpp"

/// The process of one instance of a plugin: reads events from the kernel, hands them to the plugin and writes its effects back. Everything here is in
/// the plugin's hands once the plugin was loaded, so the kernel believes none of it.
///
/// A plugin that is a program of its own (FILE ends in .plugin) is run in this process' place instead and speaks the frames itself.
///
/// usage: seva-plugin-host FILE (--manifest | --serve) PARENT MEMORY_BYTES, with the link at descriptor 3 and the plugin's file at descriptor 4.
namespace seva::hosting::child {
namespace {

constexpr std::size_t kManifestBytes = 1024 * 1024;
constexpr std::size_t kKeptBytes = 1024 * 1024;  ///< of room for events between two of them

/// Writes all of it, or ends the process: nobody listens any more.
void write_all(const void* bytes, std::size_t size) {
  const char* at = static_cast<const char*>(bytes);
  while (size > 0) {
    const ssize_t written = ::write(kLink, at, size);
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) ::_exit(1);
    at += written;
    size -= static_cast<std::size_t>(written);
  }
}

void answer(AnswerKind kind, std::string_view bytes = {}) {
  Answer head{kind, 0, bytes.size()};
  iovec parts[] = {{&head, sizeof head}, {const_cast<char*>(bytes.data()), bytes.size()}};
  const ssize_t written = ::writev(kLink, parts, 2);
  if (written < static_cast<ssize_t>(sizeof head)) ::_exit(1);
  const auto done = static_cast<std::size_t>(written) - sizeof head;
  write_all(bytes.data() + done, bytes.size() - done);
}

/// False: the kernel has hung up.
bool read_all(void* bytes, std::size_t size) {
  char* at = static_cast<char*>(bytes);
  while (size > 0) {
    const ssize_t taken = ::read(kLink, at, size);
    if (taken < 0 && errno == EINTR) continue;
    if (taken <= 0) return false;
    at += taken;
    size -= static_cast<std::size_t>(taken);
  }
  return true;
}

/// Runs the image in this process' place. It introduces itself.
int become_program(const char* name, std::int32_t parent, std::uint64_t memory_bytes) {
  const Interpreter interpreter = interpreter_of(kImage);
  if (interpreter.is_wrong) {
    answer(AnswerKind::not_loadable, "its first line names no interpreter by its whole path");
    return 1;
  }
  if (const char* missing = close_off_program(parent, memory_bytes, interpreter.path[0] == '\0' ? nullptr : interpreter.path.data())) {
    answer(AnswerKind::no_sandbox, missing);
    return 1;
  }
  char* words[] = {const_cast<char*>(name), nullptr};
  char* no_environment[] = {nullptr};
  ::syscall(SYS_execveat, kImage, "", words, no_environment, AT_EMPTY_PATH);
  answer(AnswerKind::not_loadable, ::strerror(errno));
  return 1;
}

/// A system call that the filter does not let through: tells which, and ends by the signal itself.
void tell_denied(int, siginfo_t* signal, void*) {
  const Answer head{AnswerKind::denied, signal->si_syscall, 0};
  write_all(&head, sizeof head);
  ::raise(SIGSYS);
  ::_exit(1);
}

void watch_denials() {
  struct sigaction action {};
  action.sa_sigaction = &tell_denied;
  action.sa_flags = SA_SIGINFO | SA_RESETHAND | SA_NODEFER;
  ::sigaction(SIGSYS, &action, nullptr);
}

/// NULL: it was told why not.
const seva_plugin* load() {
  void* library = ::dlopen("/proc/self/fd/4", RTLD_NOW | RTLD_LOCAL);
  if (library == nullptr) {
    answer(AnswerKind::not_loadable, ::dlerror());
    return nullptr;
  }
  const auto* plugin = static_cast<const seva_plugin*>(::dlsym(library, "seva_plugin_v1"));
  if (plugin == nullptr) {
    answer(AnswerKind::no_symbol);
    return nullptr;
  }
  const bool is_known = plugin->abi_major == SEVA_ABI_MAJOR && plugin->struct_size >= sizeof(seva_plugin);
  Facts facts{plugin->struct_size, plugin->abi_major, plugin->abi_minor, 0, 0};
  std::string_view manifest;
  if (is_known) {
    facts.has_functions = plugin->create != nullptr && plugin->handle != nullptr && plugin->destroy != nullptr ? 1 : 0;
    facts.has_manifest = plugin->manifest.data != nullptr && plugin->manifest.size <= kManifestBytes ? 1 : 0;
    if (facts.has_manifest != 0) manifest = {plugin->manifest.data, plugin->manifest.size};
  }
  const Answer head{AnswerKind::loaded, 0, sizeof facts + manifest.size()};
  write_all(&head, sizeof head);
  write_all(&facts, sizeof facts);
  write_all(manifest.data(), manifest.size());
  return facts.has_functions != 0 && facts.has_manifest != 0 ? plugin : nullptr;
}

void* create(const seva_plugin& plugin) {
  try {
    return plugin.create();
  } catch (...) {
    return nullptr;
  }
}

void handle(const seva_plugin& plugin, void* self, seva_slice event, seva_slice payload) {
  try {
    const seva_slice effects = plugin.handle(self, event, payload);
    if (effects.data == nullptr) return answer(AnswerKind::failed);
    answer(AnswerKind::effects, {effects.data, effects.size});
  } catch (...) {
    answer(AnswerKind::threw);
  }
}

/// Until the kernel hangs up.
void serve(const seva_plugin& plugin, void* self) {
  std::unique_ptr<char[]> room;
  std::size_t room_size = 0;
  for (Request request; read_all(&request, sizeof request);) {
    const std::size_t size = request.event_size + request.payload_size;
    if (size > room_size) {
      room.reset();
      room.reset(new char[size]);
      room_size = size;
    }
    if (!read_all(room.get(), size)) return;
    handle(plugin, self, {room.get(), request.event_size}, {room.get() + request.event_size, request.payload_size});
    if (room_size > kKeptBytes) {
      room.reset();
      room_size = 0;
    }
  }
}

int run(std::string_view file, std::string_view mode, std::int32_t parent, std::uint64_t memory_bytes) {
  if (file.ends_with(kProgramEnding)) return become_program(file.data(), parent, memory_bytes);
  watch_denials();
  if (const char* missing = close_off(parent, memory_bytes)) {
    answer(AnswerKind::no_sandbox, missing);
    return 1;
  }
  const seva_plugin* plugin = load();
  if (plugin == nullptr) return 1;
  if (mode == "--manifest") return 0;
  void* self = create(*plugin);
  if (self == nullptr) {
    answer(AnswerKind::not_created);
    return 1;
  }
  if (const char* missing = close_for_good()) {
    answer(AnswerKind::no_sandbox, missing);
    return 1;
  }
  answer(AnswerKind::created);
  serve(*plugin, self);
  return 0;
}

}  // namespace
}  // namespace seva::hosting::child

int main(int argc, char** argv) {
  constexpr int kArguments = 5;
  constexpr int kDecimal = 10;
  if (argc != kArguments) return 2;
  const auto number = [&](int place) { return std::strtoull(argv[place], nullptr, kDecimal); };
  // Nothing of the plugin runs at the end: its destructors have no business.
  ::_exit(seva::hosting::child::run(argv[1], argv[2], static_cast<std::int32_t>(number(3)), number(4)));
}
