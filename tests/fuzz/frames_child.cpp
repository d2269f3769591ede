#include <poll.h>
#include <sys/stat.h>
#include <unistd.h>

/// Stands where seva-plugin-host does: writes the bytes of its image to the link, as a plugin could that has its process in its hands, waits a moment
/// for a question, and hangs up.
int main() {
  constexpr int kLink = 3;
  constexpr int kImage = 4;
  constexpr int kPatienceMilliseconds = 5;
  char bytes[65'536];
  off_t at = 0;
  for (ssize_t size = 0; (size = ::pread(kImage, bytes, sizeof bytes, at)) > 0; at += size)
    for (ssize_t done = 0; done < size;) {
      const ssize_t written = ::write(kLink, bytes + done, static_cast<size_t>(size - done));
      if (written <= 0) ::_exit(1);
      done += written;
    }
  pollfd link{kLink, POLLIN, 0};
  if (::poll(&link, 1, kPatienceMilliseconds) > 0) (void)!::read(kLink, bytes, sizeof bytes);
  ::_exit(0);
}
