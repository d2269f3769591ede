#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "seva/text/characters.hpp"
#include "seva/text/fold.hpp"
#include "seva/text/utf8.hpp"

namespace seva::text {

enum class TokenKind : std::uint8_t { word = 1, number, handle, hashtag, emoji };

/// A word of a text: where it stands and by what it is compared.
struct Token {
  std::uint32_t offset = 0;  ///< bytes of the original text
  std::uint32_t size = 0;
  std::uint32_t folded_offset = 0;  ///< of Tokens::folded
  std::uint32_t folded_size = 0;
  std::uint64_t key = 0;    ///< hash of the folded form; a handle's differs from that of the same word
  std::uint64_t sound = 0;  ///< hash of its sound; 0 unless it is written in Latin letters
  std::uint32_t sentence = 0;
  TokenKind kind = TokenKind::word;
};

[[nodiscard]] inline std::uint64_t hash_of(std::string_view bytes, std::uint64_t seed = 0) {
  std::uint64_t hash = 0x9E3779B97F4A7C15ULL ^ (seed + bytes.size());
  for (const char byte : bytes) hash = (hash ^ static_cast<unsigned char>(byte)) * 0x100000001B3ULL;
  hash ^= hash >> 29;
  hash *= 0xBF58476D1CE4E5B9ULL;
  return (hash ^ hash >> 32) | 1;
}

/// The words of a text in their order. Addresses of pages are left out; a handle is one token; a hashtag is cut where its writer did (#LucknowPolice,
/// #twitter_seva: two tokens each); an emoji is a token. Reading never fails: what is no UTF-8 separates words.
/// Keep one and read again and again: its memory is used anew. Not thread-safe.
class Tokens {
 public:
  void read(std::string_view text);

  [[nodiscard]] const std::vector<Token>& all() const { return tokens_; }
  [[nodiscard]] std::size_t size() const { return tokens_.size(); }
  [[nodiscard]] const Token& operator[](std::size_t index) const { return tokens_[index]; }
  [[nodiscard]] std::string_view folded(const Token& token) const { return std::string_view(folded_).substr(token.folded_offset, token.folded_size); }
  /// The text that was read last; a view on the caller's memory.
  [[nodiscard]] std::string_view text() const { return text_; }
  /// Whether the text had an address of a page.
  [[nodiscard]] bool has_link() const { return has_link_; }

  /// What a handle's key is made with, so that @police is not the word "police".
  static constexpr std::uint64_t kHandleSeed = 0x40;

 private:
  [[nodiscard]] std::size_t word_end(std::size_t at, bool is_handle, bool is_hashtag) const;
  [[nodiscard]] std::size_t link_end(std::size_t at) const;
  void add(std::size_t from, std::size_t to, TokenKind kind);

  std::string_view text_;
  std::string folded_;
  std::string sound_;
  std::vector<Token> tokens_;
  std::uint32_t sentence_ = 0;
  bool has_link_ = false;
};

inline void Tokens::add(std::size_t from, std::size_t to, TokenKind kind) {
  Token token;
  token.offset = static_cast<std::uint32_t>(from);
  token.size = static_cast<std::uint32_t>(to - from);
  token.folded_offset = static_cast<std::uint32_t>(folded_.size());
  token.sentence = sentence_;
  token.kind = kind;
  if (kind == TokenKind::emoji)
    folded_.append(text_.substr(from, to - from));
  else
    detail::fold_word(text_.substr(from, to - from), folded_);
  token.folded_size = static_cast<std::uint32_t>(folded_.size()) - token.folded_offset;
  if (token.folded_size == 0) return;
  const std::string_view form = folded(token);
  token.key = hash_of(form, kind == TokenKind::handle ? kHandleSeed : 0);
  if (form.front() >= 'a' && form.front() <= 'z' && kind != TokenKind::handle) {
    sound_.clear();
    append_sound(form, sound_);
    token.sound = hash_of(sound_);
  }
  if (kind == TokenKind::word && form.find_first_not_of("0123456789") == std::string_view::npos) token.kind = TokenKind::number;
  tokens_.push_back(token);
}

inline std::size_t Tokens::link_end(std::size_t at) const {
  const std::string_view rest = text_.substr(at);
  if (!rest.starts_with("http://") && !rest.starts_with("https://") && !rest.starts_with("www.")) return at;
  const auto blank = rest.find_first_of(" \t\r\n");
  return blank == std::string_view::npos ? text_.size() : at + blank;
}

inline std::size_t Tokens::word_end(std::size_t at, bool is_handle, bool is_hashtag) const {
  bool was_lower = false;
  const std::size_t begin = at;
  while (at < text_.size()) {
    const auto [c, size] = code_point_at(text_, at);
    const CharacterClass kind = class_of(c);
    if (kind == CharacterClass::apostrophe) {
      const std::size_t after = at + size;
      if (is_handle || is_hashtag || after >= text_.size() || class_of(code_point_at(text_, after).value) != CharacterClass::letter) break;
    } else if (kind == CharacterClass::joiner && (at == begin || c >= 0x1F000)) {
      break;
    } else if (kind != CharacterClass::letter && kind != CharacterClass::digit && kind != CharacterClass::joiner && !(c == '_' && is_handle)) {
      break;
    }
    const bool is_upper = c >= 'A' && c <= 'Z';
    if (is_hashtag && is_upper && was_lower) break;
    was_lower = c >= 'a' && c <= 'z';
    at += size;
  }
  return at;
}

inline void Tokens::read(std::string_view text) {
  text_ = text;
  folded_.clear();
  tokens_.clear();
  sentence_ = 0;
  has_link_ = false;
  bool is_in_hashtag = false;
  for (std::size_t at = 0; at < text.size();) {
    const auto [c, size] = code_point_at(text, at);
    const CharacterClass kind = class_of(c);
    if (kind == CharacterClass::letter || kind == CharacterClass::digit) {
      if (const std::size_t after_link = c == 'h' || c == 'w' ? link_end(at) : at; after_link != at) {
        has_link_ = true;
        at = after_link;
        continue;
      }
      const std::size_t end = word_end(at, false, is_in_hashtag);
      add(at, end, is_in_hashtag ? TokenKind::hashtag : TokenKind::word);
      at = end;
      continue;
    }
    if (c == '@') {
      const std::size_t end = word_end(at + 1, true, false);
      if (end > at + 1) add(at + 1, end, TokenKind::handle);
      is_in_hashtag = false;
      at = end;
      continue;
    }
    if (kind == CharacterClass::emoji) add(at, at + size, TokenKind::emoji);
    const bool is_inside_number = c == '.' && at + 1 < text.size() && class_of(code_point_at(text, at + 1).value) == CharacterClass::digit;
    if (kind == CharacterClass::sentence_end && !is_inside_number) ++sentence_;
    is_in_hashtag = c == '#' || (is_in_hashtag && c == '_');
    at += size;
  }
}

}  // namespace seva::text
