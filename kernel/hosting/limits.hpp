#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>

/// The limits of the plugin boundary (sdk/PROTOCOL.md).
namespace seva::hosting {

inline constexpr std::size_t kKibibyte = 1024;
inline constexpr std::size_t kMebibyte = 1024 * kKibibyte;

inline constexpr std::size_t kManifestBytes = kMebibyte;
inline constexpr std::size_t kEventBytes = 32 * kMebibyte;  ///< JSON and payload together
inline constexpr std::size_t kEffectsBytes = 8 * kMebibyte;
inline constexpr std::size_t kStateBytes = kMebibyte;     ///< all keys and values that a plugin has saved
inline constexpr std::size_t kPartBytes = kMebibyte;      ///< one part of a stream, one line of a replay
inline constexpr std::size_t kBodyBytes = 8 * kMebibyte;  ///< of a webhook and of an answer to an HTTP request
inline constexpr std::size_t kPartsTogether = 100;        ///< of one stream_data
inline constexpr std::size_t kPartsTogetherBytes = 256 * kKibibyte;
inline constexpr std::size_t kKnownCalls = 10'000;     ///< of a start: calls that are not over
inline constexpr std::size_t kMessagesTogether = 100;  ///< of one assess
inline constexpr std::size_t kKeptUnreadableBytes = kMebibyte;
inline constexpr std::size_t kTurnsAhead = 64;
inline constexpr std::size_t kBytesAhead = 8 * kMebibyte;
inline constexpr std::chrono::seconds kHandleTime{2};

inline constexpr std::int64_t kGreatestInteger = (std::int64_t{1} << 53) - 1;

}  // namespace seva::hosting
