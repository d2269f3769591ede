// Loaded before the C library: as long as the file that SEVA_FULL_DISK names is there, no file whose path holds SEVA_FULL_DISK_OF grows.

#include <dlfcn.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>

namespace {

/// Whether making the file so large is refused. What is already there may be written over, as on a disk that is full.
bool is_refused(int file, off64_t end) {
  const char* flag = ::getenv("SEVA_FULL_DISK");
  const char* part = ::getenv("SEVA_FULL_DISK_OF");
  if (flag == nullptr || part == nullptr || ::access(flag, F_OK) != 0) return false;
  struct stat64 facts {};
  if (::fstat64(file, &facts) != 0 || !S_ISREG(facts.st_mode) || end <= facts.st_size) return false;
  char link[64];
  char path[4096];
  ::snprintf(link, sizeof link, "/proc/self/fd/%d", file);
  const ssize_t size = ::readlink(link, path, sizeof path - 1);
  if (size <= 0) return false;
  path[size] = '\0';
  return ::strstr(path, part) != nullptr;
}

template <class Function>
Function next(const char* name) {
  return reinterpret_cast<Function>(::dlsym(RTLD_NEXT, name));
}

}  // namespace

extern "C" {

ssize_t write(int file, const void* bytes, size_t size) {
  static const auto kNext = next<ssize_t (*)(int, const void*, size_t)>("write");
  const off64_t place = ::lseek64(file, 0, SEEK_CUR);
  if (place >= 0 && is_refused(file, place + static_cast<off64_t>(size))) return errno = ENOSPC, -1;
  return kNext(file, bytes, size);
}

ssize_t pwrite(int file, const void* bytes, size_t size, off_t offset) {
  static const auto kNext = next<ssize_t (*)(int, const void*, size_t, off_t)>("pwrite");
  if (is_refused(file, offset + static_cast<off64_t>(size))) return errno = ENOSPC, -1;
  return kNext(file, bytes, size, offset);
}

ssize_t pwrite64(int file, const void* bytes, size_t size, off64_t offset) {
  static const auto kNext = next<ssize_t (*)(int, const void*, size_t, off64_t)>("pwrite64");
  if (is_refused(file, offset + static_cast<off64_t>(size))) return errno = ENOSPC, -1;
  return kNext(file, bytes, size, offset);
}

int posix_fallocate(int file, off_t offset, off_t size) {
  static const auto kNext = next<int (*)(int, off_t, off_t)>("posix_fallocate");
  return is_refused(file, offset + size) ? ENOSPC : kNext(file, offset, size);
}

int posix_fallocate64(int file, off64_t offset, off64_t size) {
  static const auto kNext = next<int (*)(int, off64_t, off64_t)>("posix_fallocate64");
  return is_refused(file, offset + size) ? ENOSPC : kNext(file, offset, size);
}

int fallocate64(int file, int mode, off64_t offset, off64_t size) {
  static const auto kNext = next<int (*)(int, int, off64_t, off64_t)>("fallocate64");
  if (is_refused(file, offset + size)) return errno = ENOSPC, -1;
  return kNext(file, mode, offset, size);
}
}
