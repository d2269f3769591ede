#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace seva::storage {

/// Brings a file, or what a folder lists, to the disk. Throws std::runtime_error.
void make_durable(const std::filesystem::path& path);

/// A file of lines, packed as gzip (RFC 1952), readable by its owner alone. It lies beside its final name until it is whole and on the disk, so that
/// no half of a backup is ever taken for one. Throws std::runtime_error with what is wrong with the file.
class BackupWriter {
 public:
  explicit BackupWriter(std::filesystem::path target);
  /// Without finish() nothing is left.
  ~BackupWriter();
  BackupWriter(const BackupWriter&) = delete;
  BackupWriter& operator=(const BackupWriter&) = delete;

  void line(std::string_view text);
  void finish();

 private:
  struct Stream;
  std::filesystem::path target_;
  std::filesystem::path draft_;
  std::unique_ptr<Stream> stream_;
};

/// Reads it again. The same errors.
class BackupReader {
 public:
  explicit BackupReader(const std::filesystem::path& source);
  ~BackupReader();
  BackupReader(const BackupReader&) = delete;
  BackupReader& operator=(const BackupReader&) = delete;

  /// Without its end; valid until the next call. nullopt: the file is read to its end, and it is whole as far as gzip's check tells.
  [[nodiscard]] std::optional<std::string_view> next();

 private:
  struct Stream;
  bool fill();

  std::unique_ptr<Stream> stream_;
  std::string buffer_;
  std::size_t place_ = 0;
};

}  // namespace seva::storage
