// Loaded before the C library: as long as the file that SEVA_FULL_DISK names is there, no byte can be written to a database's file.

#include <dlfcn.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>

namespace {

bool is_refused(int file) {
  const char* flag = ::getenv("SEVA_FULL_DISK");
  if (flag == nullptr || ::access(flag, F_OK) != 0) return false;
  char link[64];
  char path[4096];
  ::snprintf(link, sizeof link, "/proc/self/fd/%d", file);
  const ssize_t size = ::readlink(link, path, sizeof path - 1);
  if (size <= 0) return false;
  path[size] = '\0';
  return ::strstr(path, "seva.db") != nullptr;
}

template <class Function>
Function next(const char* name) {
  return reinterpret_cast<Function>(::dlsym(RTLD_NEXT, name));
}

}  // namespace

extern "C" {

ssize_t write(int file, const void* bytes, size_t size) {
  static const auto kNext = next<ssize_t (*)(int, const void*, size_t)>("write");
  if (is_refused(file)) return errno = ENOSPC, -1;
  return kNext(file, bytes, size);
}

ssize_t pwrite(int file, const void* bytes, size_t size, off_t offset) {
  static const auto kNext = next<ssize_t (*)(int, const void*, size_t, off_t)>("pwrite");
  if (is_refused(file)) return errno = ENOSPC, -1;
  return kNext(file, bytes, size, offset);
}

ssize_t pwrite64(int file, const void* bytes, size_t size, off64_t offset) {
  static const auto kNext = next<ssize_t (*)(int, const void*, size_t, off64_t)>("pwrite64");
  if (is_refused(file)) return errno = ENOSPC, -1;
  return kNext(file, bytes, size, offset);
}
}
