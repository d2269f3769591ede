#pragma once

#include <algorithm>
#include <array>
#include <bitset>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "seva/text/tokens.hpp"

namespace seva::text {

/// How a phrase's words are compared.
enum class Spelling : std::uint8_t {
  exact = 1,  ///< by their folded form: English, Devanagari, names
  sounded     ///< by their sound: Hindi in Latin letters; words in Devanagari by their folded form
};

/// A phrase found in a text.
struct PhraseMatch {
  std::uint32_t phrase = 0;  ///< as it was added
  std::uint32_t first_token = 0;
  std::uint32_t token_count = 0;
  std::uint32_t offset = 0;  ///< bytes of the original text, gaps included
  std::uint32_t size = 0;
};

/// Finds any of many phrases in one pass over a text's tokens: a trie whose edges lie in one hash table.
///
/// A phrase is words with blanks between. `a/b` in a word's place means either; `~` between two words lets up to kLongestGap words stand between
/// them. A phrase never reaches over the end of a sentence. Of phrases that begin at the same word only the longest is found, and none that lies
/// wholly within another that was found, so that "not working" hides "working". One phrase may be added under several numbers: each is found.
///
/// Fill it once, then share it: find() is const and may be called from several threads.
class PhraseMatcher {
 public:
  static constexpr std::size_t kLongestGap = 5;

  /// Adds a phrase under a number of the caller's choice; alternatives count as one phrase. Blank phrases are left out.
  void add(std::string_view phrase, std::uint32_t number, Spelling spelling = Spelling::exact);
  /// Fills `found` in the order of the text.
  void find(const Tokens& tokens, std::vector<PhraseMatch>& found) const;
  /// The number of ways to say something that it knows.
  [[nodiscard]] std::size_t size() const { return ways_; }

 private:
  using Node = std::uint32_t;
  static constexpr Node kRoot = 0, kNone = 0xFFFFFFFF;
  static constexpr std::uint64_t kGap = 0xA5A5A5A5A5A5A5A5ULL, kSoundSeed = 0x5BD1E995;
  struct Edge {
    std::uint64_t key = 0;
    Node to = kNone;
  };
  struct Best {
    Node node = kNone;
    std::size_t last = 0;
  };

  [[nodiscard]] static std::uint64_t edge_key(Node from, std::uint64_t word) { return (from * 0x9E3779B97F4A7C15ULL ^ word) | 1; }
  [[nodiscard]] Node follow(Node from, std::uint64_t word) const;
  [[nodiscard]] Node follow_or_make(Node from, std::uint64_t word);
  void grow();
  void add_words(const std::vector<std::vector<std::string>>& places, std::size_t at, Node node, std::uint32_t number, Spelling spelling);
  void walk(const Tokens& tokens, Node node, std::size_t next, Best& best) const;
  void step(const Tokens& tokens, Node node, std::size_t at, Best& best) const;

  std::vector<Edge> edges_ = std::vector<Edge>(64);
  std::size_t edge_count_ = 0;
  std::vector<std::vector<std::uint32_t>> ends_ = {{}};
  std::vector<char> has_gap_ = {0};
  std::bitset<65536> first_words_;  ///< a word that begins no phrase is most often seen here at once
  std::size_t ways_ = 0;
};

inline PhraseMatcher::Node PhraseMatcher::follow(Node from, std::uint64_t word) const {
  const std::uint64_t key = edge_key(from, word);
  const std::size_t mask = edges_.size() - 1;
  for (std::size_t slot = (key ^ key >> 31) & mask; edges_[slot].to != kNone; slot = (slot + 1) & mask)
    if (edges_[slot].key == key) return edges_[slot].to;
  return kNone;
}

inline void PhraseMatcher::grow() {
  std::vector<Edge> larger(edges_.size() * 2);
  const std::size_t mask = larger.size() - 1;
  for (const Edge& edge : edges_) {
    if (edge.to == kNone) continue;
    std::size_t slot = (edge.key ^ edge.key >> 31) & mask;
    while (larger[slot].to != kNone) slot = (slot + 1) & mask;
    larger[slot] = edge;
  }
  edges_ = std::move(larger);
}

inline PhraseMatcher::Node PhraseMatcher::follow_or_make(Node from, std::uint64_t word) {
  if (const Node known = follow(from, word); known != kNone) return known;
  if (++edge_count_ * 2 > edges_.size()) grow();
  const auto made = static_cast<Node>(ends_.size());
  ends_.emplace_back();
  has_gap_.push_back(0);
  if (word == kGap) has_gap_[from] = 1;
  const std::uint64_t key = edge_key(from, word);
  const std::size_t mask = edges_.size() - 1;
  std::size_t slot = (key ^ key >> 31) & mask;
  while (edges_[slot].to != kNone) slot = (slot + 1) & mask;
  edges_[slot] = {key, made};
  return made;
}

inline void PhraseMatcher::add_words(const std::vector<std::vector<std::string>>& places, std::size_t at, Node node, std::uint32_t number,
                                     Spelling spelling) {
  if (at == places.size()) {
    if (node == kRoot) return;
    if (std::find(ends_[node].begin(), ends_[node].end(), number) == ends_[node].end()) ends_[node].push_back(number);
    ++ways_;
    return;
  }
  for (const std::string& word : places[at]) {
    if (word == "~") {
      add_words(places, at + 1, follow_or_make(node, kGap), number, spelling);
      continue;
    }
    Tokens tokens;
    tokens.read(word);
    Node to = node;
    for (const Token& token : tokens.all()) {
      const std::uint64_t key = spelling == Spelling::sounded && token.sound != 0 ? token.sound ^ kSoundSeed : token.key;
      if (to == kRoot) first_words_.set(key >> 48);
      to = follow_or_make(to, key);
    }
    if (to != node) add_words(places, at + 1, to, number, spelling);
  }
}

inline void PhraseMatcher::add(std::string_view phrase, std::uint32_t number, Spelling spelling) {
  std::vector<std::vector<std::string>> places;
  std::string word;
  bool is_new_place = true;
  const auto end_word = [&] {
    if (word.empty()) return;
    if (is_new_place) places.emplace_back();
    places.back().push_back(std::move(word));
    word.clear();
  };
  for (const char c : phrase) {
    if (c != ' ' && c != '\t' && c != '/') {
      word += c;
      continue;
    }
    end_word();
    is_new_place = c != '/';
  }
  end_word();
  add_words(places, 0, kRoot, number, spelling);
}

inline void PhraseMatcher::step(const Tokens& tokens, Node node, std::size_t at, Best& best) const {
  const Token& token = tokens[at];
  const bool is_first = node == kRoot;
  if (!is_first || first_words_.test(token.key >> 48))
    if (const Node to = follow(node, token.key); to != kNone) walk(tokens, to, at + 1, best);
  if (token.sound == 0) return;
  const std::uint64_t sound = token.sound ^ kSoundSeed;
  if (!is_first || first_words_.test(sound >> 48))
    if (const Node to = follow(node, sound); to != kNone) walk(tokens, to, at + 1, best);
}

inline void PhraseMatcher::walk(const Tokens& tokens, Node node, std::size_t next, Best& best) const {
  if (!ends_[node].empty() && (best.node == kNone || next - 1 > best.last)) best = {node, next - 1};
  const std::uint32_t sentence = tokens[next - 1].sentence;
  const auto is_near = [&](std::size_t at) { return at < tokens.size() && tokens[at].sentence == sentence; };
  if (is_near(next)) step(tokens, node, next, best);
  if (has_gap_[node] == 0) return;
  const Node after_gap = follow(node, kGap);
  for (std::size_t at = next; at <= next + kLongestGap && is_near(at); ++at) step(tokens, after_gap, at, best);
}

inline void PhraseMatcher::find(const Tokens& tokens, std::vector<PhraseMatch>& found) const {
  found.clear();
  std::size_t covered = 0;
  for (std::size_t first = 0; first < tokens.size(); ++first) {
    Best best;
    step(tokens, kRoot, first, best);
    if (best.node == kNone || best.last + 1 <= covered) continue;
    covered = best.last + 1;
    const Token& from = tokens[first];
    const Token& to = tokens[best.last];
    for (const std::uint32_t number : ends_[best.node])
      found.push_back({number, static_cast<std::uint32_t>(first), static_cast<std::uint32_t>(best.last - first + 1), from.offset,
                       to.offset + to.size - from.offset});
  }
}

}  // namespace seva::text
