#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "actions/turn.hpp"

struct evp_md_ctx_st;

namespace seva::hosting {

/// Sets foreign bytes aside piece by piece, so that a line of any length costs a MiB: keeps the beginning and digests all of it.
class SetAside {
 public:
  SetAside();

  void add(std::string_view bytes);
  /// To be called once.
  [[nodiscard]] actions::Unreadable finish(std::string origin, std::string reason);

 private:
  struct Free {
    void operator()(evp_md_ctx_st* context) const;
  };
  std::unique_ptr<evp_md_ctx_st, Free> context_;
  actions::Unreadable unreadable_;
};

[[nodiscard]] actions::Unreadable set_aside(std::string_view bytes, std::string origin, std::string reason);

}  // namespace seva::hosting
