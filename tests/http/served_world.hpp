#pragma once

#include <gtest/gtest.h>

#include <memory>
#include <string>

#include "http/client.hpp"
#include "http/demo_data.hpp"
#include "http/server.hpp"

namespace seva::http {

/// The demo world behind a server on a free port. Every JSON answer that a client of this fixture gets is compared with openapi.yaml.
class ServedWorld : public ::testing::Test {
 protected:
  ServedWorld() { serve({}); }
  ~ServedWorld() override { server_->stop(); }

  /// Serves anew with other settings; the port is always a free one.
  void serve(ServerSettings settings);

  [[nodiscard]] Client visitor() const;
  /// Somebody who is signed in.
  [[nodiscard]] Client as(const std::string& login) const;
  /// An open ticket at Hazratganj.
  std::string a_ticket(const std::string& text = "मोबाइल छीन ले गए", const std::string& unit = "hazratganj");
  /// The id of the one triage item that the text made.
  std::string a_question(const std::string& text = "chauraha par kuch hua hai");
  [[nodiscard]] std::uint16_t port() const { return server_->port(); }

  DemoWorld world;

 private:
  std::unique_ptr<actions::SignIn> sign_in_;
  std::unique_ptr<Server> server_;
};

}  // namespace seva::http
