#include "storage/backup_file.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>

#include <cerrno>
#include <cstring>
#include <stdexcept>

namespace seva::storage {
namespace {

constexpr std::size_t kPiece = 256UL * 1024;

[[noreturn]] void fail(const char* what) { throw std::runtime_error(std::string(what) + ": " + std::strerror(errno)); }

std::filesystem::path folder_of(const std::filesystem::path& file) { return file.has_parent_path() ? file.parent_path() : "."; }

}  // namespace

void make_durable(const std::filesystem::path& path) {
  const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor < 0) fail("What was written cannot be opened");
  const int synced = ::fsync(descriptor);
  ::close(descriptor);
  if (synced != 0) fail("What was written cannot be brought to the disk");
}

struct BackupWriter::Stream {
  int descriptor = -1;
  gzFile file = nullptr;
  ~Stream() {
    if (file != nullptr) ::gzclose(file);
    if (descriptor >= 0) ::close(descriptor);
  }
};

BackupWriter::BackupWriter(std::filesystem::path target)
    : target_(std::move(target)), draft_(target_.string() + ".unfinished"), stream_(std::make_unique<Stream>()) {
  stream_->descriptor = ::open(draft_.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, S_IRUSR | S_IWUSR);
  if (stream_->descriptor < 0) fail("The file cannot be written");
  stream_->file = ::gzdopen(::dup(stream_->descriptor), "wb6");
  if (stream_->file == nullptr) fail("The file cannot be packed");
  ::gzbuffer(stream_->file, kPiece);
}

BackupWriter::~BackupWriter() {
  if (!stream_) return;
  stream_.reset();
  std::error_code ignored;
  std::filesystem::remove(draft_, ignored);
}

void BackupWriter::line(std::string_view text) {
  const bool is_written =
      (text.empty() || ::gzwrite(stream_->file, text.data(), static_cast<unsigned>(text.size())) > 0) && ::gzputc(stream_->file, '\n') >= 0;
  if (!is_written) fail("The backup cannot be written");
}

void BackupWriter::finish() {
  const int closed = ::gzclose(std::exchange(stream_->file, nullptr));
  if (closed != Z_OK || ::fsync(stream_->descriptor) != 0) fail("The backup cannot be written to the disk");
  std::filesystem::rename(draft_, target_);
  make_durable(folder_of(target_));
  stream_.reset();
}

struct BackupReader::Stream {
  gzFile file = nullptr;
  ~Stream() {
    if (file != nullptr) ::gzclose_r(file);
  }
};

BackupReader::BackupReader(const std::filesystem::path& source) : stream_(std::make_unique<Stream>()) {
  stream_->file = ::gzopen(source.c_str(), "rbe");
  if (stream_->file == nullptr) fail("The file cannot be read");
  ::gzbuffer(stream_->file, kPiece);
}

BackupReader::~BackupReader() = default;

bool BackupReader::fill() {
  buffer_.erase(0, std::exchange(place_, 0));
  const std::size_t size = buffer_.size();
  buffer_.resize(size + kPiece);
  const int read = ::gzread(stream_->file, buffer_.data() + size, kPiece);
  buffer_.resize(size + static_cast<std::size_t>(std::max(read, 0)));
  int code = Z_OK;
  const char* text = ::gzerror(stream_->file, &code);
  if (read < 0 || (code != Z_OK && code != Z_STREAM_END)) throw std::runtime_error(std::string("The file is damaged: ") + text);
  return read > 0;
}

std::optional<std::string_view> BackupReader::next() {
  std::size_t looked_at = place_;
  for (;;) {
    const std::size_t end = buffer_.find('\n', looked_at);
    if (end != std::string::npos) {
      const std::string_view line(buffer_.data() + place_, end - place_);
      place_ = end + 1;
      return line;
    }
    const std::size_t begun = buffer_.size() - place_;
    if (!fill()) {
      if (begun > 0) throw std::runtime_error("The file ends in the middle of a line");
      return std::nullopt;
    }
    looked_at = begun;
  }
}

}  // namespace seva::storage
