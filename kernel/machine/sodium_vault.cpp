#include "machine/sodium_vault.hpp"

#include <fcntl.h>
#include <sodium.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <stdexcept>

#include "machine/sodium.hpp"

namespace seva::machine {
namespace {

using domain::Problem;
using domain::ProblemKind;
using domain::Result;

constexpr std::size_t kKeyBytes = 32;
static_assert(kKeyBytes == crypto_aead_xchacha20poly1305_ietf_KEYBYTES && kKeyBytes == crypto_generichash_KEYBYTES);
constexpr std::size_t kHashBytes = 16;
constexpr std::size_t kNonceBytes = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
constexpr std::size_t kTagBytes = crypto_aead_xchacha20poly1305_ietf_ABYTES;
constexpr int kBase64 = sodium_base64_VARIANT_ORIGINAL;

using Key = std::array<unsigned char, kKeyBytes>;

const unsigned char* bytes_of(std::string_view text) { return reinterpret_cast<const unsigned char*>(text.data()); }
unsigned char* bytes_of(std::string& text) { return reinterpret_cast<unsigned char*>(text.data()); }

std::string to_hex(std::string_view bytes) {
  std::string hex(bytes.size() * 2 + 1, '\0');
  sodium_bin2hex(hex.data(), hex.size(), bytes_of(bytes), bytes.size());
  hex.pop_back();
  return hex;
}

std::string random_hex(std::size_t size) {
  std::string bytes(size, '\0');
  randombytes_buf(bytes.data(), bytes.size());
  return to_hex(bytes);
}

bool read_key(const std::string& hex, Key& key) {
  std::size_t size = 0;
  const char* end = nullptr;
  return hex.size() == kKeyBytes * 2 && sodium_hex2bin(key.data(), key.size(), hex.data(), hex.size(), nullptr, &size, &end) == 0 &&
         size == kKeyBytes;
}

Problem missing(const std::string& file) {
  return {ProblemKind::unavailable, "vault_key_missing", "What is confidential cannot be sealed: there is no file of keys.", file,
          "Run `seva vault create`, keep a copy of the file apart from the database's backups, and start the server anew."};
}

Problem exposed(const std::string& file) {
  return {ProblemKind::unavailable, "vault_key_exposed", "Others than its owner may read the file of keys.", file,
          "Run `chmod 600` on it, ask yourself who has read it, and start the server anew."};
}

Problem unreadable(const std::string& file, int line) {
  return {ProblemKind::unavailable, "vault_key_unreadable", "The file of keys is damaged.", file + ":" + std::to_string(line),
          "Put back the copy that was kept apart. A new file opens nothing that was sealed with this one."};
}

std::string bound(std::string_view key_id, std::string_view place) { return "seva 1 " + std::string(key_id) + " " + std::string(place); }

/// Writes the whole file beside its place, durably, and moves it there.
bool write_file(const std::string& file, const std::string& text) {
  const std::string draft = file + ".new";
  const int descriptor = ::open(draft.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, S_IRUSR | S_IWUSR);
  if (descriptor < 0) return false;
  const bool is_written = ::write(descriptor, text.data(), text.size()) == static_cast<ssize_t>(text.size()) && ::fsync(descriptor) == 0;
  ::close(descriptor);
  if (is_written && ::rename(draft.c_str(), file.c_str()) == 0) return true;
  ::unlink(draft.c_str());
  return false;
}

Problem unwritable(const std::string& file) {
  return {ProblemKind::unavailable, "vault_key_unwritable", "The file of keys cannot be written.", file,
          "Check the folder's rights, and that no " + file + ".new was left behind."};
}

std::string seal_line(const std::string& name) { return "seal " + name + " " + random_hex(kKeyBytes) + "\n"; }
std::string new_name() { return "k" + random_hex(4); }

}  // namespace

struct SodiumVault::Keys {
  struct Seal {
    std::string name;
    Key key{};
  };
  Keys() { sodium_mlock(lookup.data(), lookup.size()); }
  Keys(const Keys&) = delete;
  Keys& operator=(const Keys&) = delete;
  ~Keys() {
    sodium_munlock(lookup.data(), lookup.size());
    for (const auto& seal : seals) sodium_munlock(seal->key.data(), seal->key.size());
  }

  /// The line that is wrong; 0: none is.
  int read(std::istream& text) {
    bool has_lookup = false;
    int number = 0;
    for (std::string line; std::getline(text, line);) {
      ++number;
      std::istringstream words(line);
      std::string kind;
      std::string name;
      std::string hex;
      if (!(words >> kind) || kind.starts_with('#')) continue;
      if (kind == "lookup" && !has_lookup && words >> hex && read_key(hex, lookup)) {
        has_lookup = true;
        continue;
      }
      auto& seal = *seals.emplace_back(std::make_unique<Seal>());
      sodium_mlock(seal.key.data(), seal.key.size());
      if (kind != "seal" || !(words >> seal.name >> hex) || !read_key(hex, seal.key) || seal.name.size() > 32) return number;
    }
    return has_lookup && !seals.empty() ? 0 : number + 1;
  }

  Key lookup{};
  std::vector<std::unique_ptr<Seal>> seals;
};

SodiumVault::SodiumVault(const std::string& file) {
  prepare_sodium();
  struct stat status {};
  std::ifstream text(file);
  if (::stat(file.c_str(), &status) != 0 || !text) {
    obstacle_ = missing(file);
    return;
  }
  if ((status.st_mode & (S_IRWXG | S_IRWXO)) != 0) {
    obstacle_ = exposed(file);
    return;
  }
  auto keys = std::make_unique<Keys>();
  if (const int line = keys->read(text); line != 0)
    obstacle_ = unreadable(file, line);
  else
    keys_ = std::move(keys);
}

SodiumVault::~SodiumVault() = default;

actions::Vault::Sealed SodiumVault::seal(std::string_view clear, std::string_view place) {
  if (!keys_) throw std::runtime_error(obstacle_->what + " " + obstacle_->next);
  const Keys::Seal& seal = *keys_->seals.back();
  const std::string about = bound(seal.name, place);
  std::string bytes(kNonceBytes + clear.size() + kTagBytes, '\0');
  randombytes_buf(bytes.data(), kNonceBytes);
  crypto_aead_xchacha20poly1305_ietf_encrypt(bytes_of(bytes) + kNonceBytes, nullptr, bytes_of(clear), clear.size(), bytes_of(about), about.size(),
                                             nullptr, bytes_of(bytes), seal.key.data());
  std::string text(sodium_base64_encoded_len(bytes.size(), kBase64), '\0');
  sodium_bin2base64(text.data(), text.size(), bytes_of(bytes), bytes.size(), kBase64);
  text.pop_back();
  return {seal.name, std::move(text)};
}

std::optional<std::string> SodiumVault::open(const Sealed& sealed, std::string_view place) {
  if (!keys_) return std::nullopt;
  std::string bytes(sealed.bytes.size(), '\0');
  std::size_t size = 0;
  if (sodium_base642bin(bytes_of(bytes), bytes.size(), sealed.bytes.data(), sealed.bytes.size(), nullptr, &size, nullptr, kBase64) != 0 ||
      size < kNonceBytes + kTagBytes)
    return std::nullopt;
  const std::string about = bound(sealed.key_id, place);
  std::string clear(size - kNonceBytes - kTagBytes, '\0');
  for (const auto& seal : keys_->seals)
    if (seal->name == sealed.key_id &&
        crypto_aead_xchacha20poly1305_ietf_decrypt(bytes_of(clear), nullptr, nullptr, bytes_of(bytes) + kNonceBytes, size - kNonceBytes,
                                                   bytes_of(about), about.size(), bytes_of(bytes), seal->key.data()) == 0)
      return clear;
  return std::nullopt;
}

std::string SodiumVault::hash(std::string_view scope, std::string_view id) {
  if (!keys_) throw std::runtime_error(obstacle_->what + " " + obstacle_->next);
  crypto_generichash_state state;
  crypto_generichash_init(&state, keys_->lookup.data(), keys_->lookup.size(), kHashBytes);
  crypto_generichash_update(&state, bytes_of(scope), scope.size());
  const unsigned char separator = 0;
  crypto_generichash_update(&state, &separator, 1);
  crypto_generichash_update(&state, bytes_of(id), id.size());
  std::string digest(kHashBytes, '\0');
  crypto_generichash_final(&state, bytes_of(digest), digest.size());
  sodium_memzero(&state, sizeof state);
  return to_hex(digest);
}

Result<void> create_vault_keys(const std::string& file) {
  prepare_sodium();
  if (std::filesystem::exists(file)) return domain::conflict("vault_key_exists", "There is a file of keys already: " + file + ".");
  const std::string text =
      "# The keys of what is sealed. Keep a copy apart from the database's backups: without it nothing sealed is ever read again.\nlookup " +
      random_hex(kKeyBytes) + "\n" + seal_line(new_name());
  if (!write_file(file, text)) return unwritable(file);
  return {};
}

Result<std::string> rotate_vault_keys(const std::string& file) {
  prepare_sodium();
  if (const auto obstacle = SodiumVault(file).obstacle()) return *obstacle;
  std::ostringstream text;
  text << std::ifstream(file).rdbuf();
  std::string lines = text.str();
  if (!lines.ends_with('\n')) lines += '\n';
  const std::string name = new_name();
  if (!write_file(file, lines + seal_line(name))) return unwritable(file);
  return name;
}

}  // namespace seva::machine
