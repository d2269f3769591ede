#include "http/served_world.hpp"

#include "http/described_answers.hpp"

namespace seva::http {

void ServedWorld::serve(ServerSettings settings) {
  if (server_) server_->stop();
  settings.port = 0;
  sign_in_ = std::make_unique<actions::SignIn>(world.ports, world.hashes);
  server_ = std::make_unique<Server>(std::move(settings), Dependencies{world.ports, *sign_in_, world.hashes, world.channel, world.live, world.control,
                                                                       world.control, world.control, world.file_bytes, world.file_kinds});
  server_->start();
}

Client ServedWorld::visitor() const {
  Client client(port());
  client.look_at_answers = compare_with_description;
  return client;
}

Client ServedWorld::as(const std::string& login) const {
  Client client = visitor();
  EXPECT_EQ(client.sign_in(login, kDemoPassword).status, 201) << login;
  return client;
}

std::string ServedWorld::a_ticket(const std::string& text, const std::string& unit) {
  return world.complain({text, unit, "snatching", domain::Priority::high, std::chrono::minutes{30}});
}

std::string ServedWorld::a_question(const std::string& text) {
  world.complain({text, "unsure", "noise", domain::Priority::normal, std::chrono::minutes{10}});
  std::string id;
  world.store->read([&](actions::Transaction& transaction) {
    for (const domain::TriageItem& item : transaction.triage().open_items({true, {}}, std::nullopt, 50)) id = std::to_string(item.id.value);
  });
  return id;
}

}  // namespace seva::http
