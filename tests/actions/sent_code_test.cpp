#include <gtest/gtest.h>

#include "actions/prove_citizen.hpp"
#include "actions/work_ticket.hpp"
#include "actions/world.hpp"

namespace seva::actions {
namespace {

struct SentCode : ::testing::Test, World {};

/// The only run of six digits in the text.
std::string code_in(const std::string& text) {
  for (std::size_t place = 0; place + 6 <= text.size(); ++place)
    if (text.find_first_not_of("0123456789", place) == place + 6) return text.substr(place, 6);
  return {};
}

TEST_F(SentCode, IsNotKeptInClearOnceItLeftAndStillProves) {
  take({post("p1", "grievance D1")});
  const domain::Ticket ticket = tickets().front();
  ASSERT_TRUE(send_proof_code(ports, ticket.docket));
  const domain::Delivery queued = deliveries(ticket.id).back();
  const std::string code = code_in(queued.text + " ");
  ASSERT_EQ(code.size(), 6U) << queued.text;

  Receipt receipt;
  receipt.delivery = queued.id;
  receipt.state = Receipt::State::retry;
  settle(receipt);
  EXPECT_EQ(deliveries(ticket.id).back().text, queued.text) << "what has not left is needed whole";

  receipt.state = Receipt::State::sent;
  receipt.sent_id = "sent-1";
  settle(receipt);
  const domain::Delivery sent = deliveries(ticket.id).back();
  EXPECT_EQ(sent.state, domain::DeliveryState::sent);
  EXPECT_EQ(sent.text.find(code), std::string::npos);
  EXPECT_NE(sent.text.find(ticket.docket), std::string::npos) << "the other words stay";
  store->read([&](Transaction& transaction) {
    for (const domain::Message& message : transaction.tickets().messages(ticket.id)) EXPECT_EQ(message.text.find(code), std::string::npos);
  });
  EXPECT_TRUE(prove_by_code(ports, ticket.docket, code));
}

TEST_F(SentCode, OtherAnswersKeepTheirNumbers) {
  take({post("p1", "grievance D1")});
  const domain::Ticket ticket = tickets().front();
  ASSERT_TRUE(send_proof_code(ports, ticket.docket));
  clock.time += minutes{1};
  Reply reply;
  reply.text = "Your FIR is 123456789.";
  reply.is_private = true;
  ASSERT_TRUE(reply_to_citizen(ports, person(domain::Role::officer, "D1"), {ticket.docket, std::nullopt}, reply));
  Receipt receipt;
  receipt.delivery = deliveries(ticket.id).back().id;
  receipt.state = Receipt::State::sent;
  receipt.sent_id = "sent-2";
  settle(receipt);
  EXPECT_EQ(deliveries(ticket.id).back().text, reply.text);
}

}  // namespace
}  // namespace seva::actions
