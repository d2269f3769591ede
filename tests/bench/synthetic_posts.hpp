#pragma once

#include <cstdint>
#include <string>

namespace seva::bench {

/// `count` posts in the wire shape of X's filtered stream, one a line, made from a seed: complaints, questions, praise and chatter in Hindi, English
/// and the mixture; one in five answers an earlier post, one in fifty repeats an earlier line. All people are synthetic.
[[nodiscard]] std::string synthetic_posts(std::size_t count, std::uint32_t seed);

}  // namespace seva::bench
