#include "http/served_world.hpp"

namespace seva::http {
namespace {

class Registration : public ServedWorld {};

TEST_F(Registration, OfAComplaintAtTheCounterAnswersWithItsDocketAndIsDoneOnceAKey) {
  Client ravi = as("ravi.verma");
  const char* body = R"({"text":"हमारी गली की बत्ती एक सप्ताह से बंद है","name":"Sunita Testwala","phone":"0000012345","unit":"hazratganj"})";
  const auto answer = ravi.post("/api/v1/tickets", body, {{"Idempotency-Key", "counter-1"}});
  ASSERT_EQ(answer.status, 201) << answer.body;
  const std::string docket(answer.json().at("docket").as_string());
  EXPECT_EQ(answer.header("location"), "/api/v1/tickets/" + docket);
  EXPECT_EQ(answer.json().at("unit").as_string(), "hazratganj");
  EXPECT_EQ(answer.json().at("channel").as_string(), "counter");
  EXPECT_EQ(ravi.get("/api/v1/tickets/" + docket).status, 200);
  const auto again = ravi.post("/api/v1/tickets", body, {{"Idempotency-Key", "counter-1"}});
  EXPECT_EQ(again.json().at("docket").as_string(), docket);
  EXPECT_EQ(ravi.post("/api/v1/tickets", R"({"text":""})").status, 422);
  EXPECT_EQ(ravi.post("/api/v1/tickets", R"({"words":"x"})").status, 422);
  EXPECT_EQ(ravi.post("/api/v1/tickets", "no json").status, 400);
}

}  // namespace
}  // namespace seva::http
