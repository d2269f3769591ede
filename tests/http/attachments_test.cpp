#include <filesystem>

#include "actions/attach_files.hpp"
#include "http/served_world.hpp"

namespace seva::http {
namespace {

const std::string kPicture = std::string("PNG\0bytes of a picture", 22);

class Attachments : public ServedWorld {
 protected:
  static std::string path(const std::string& docket, const std::string& rest = "") { return "/api/v1/tickets/" + docket + rest; }

  static Client::Answer upload(Client& who, const std::string& docket, const std::string& bytes = kPicture, const std::string& name = "photo.png",
                               Fields headers = {}) {
    headers.emplace_back("Content-Type", "application/octet-stream");
    return who.send("POST", path(docket, "/attachments?name=" + name), bytes, headers);
  }
  static std::string id_of(const Client::Answer& stored) {
    EXPECT_EQ(stored.status, 201) << stored.body;
    return std::string(stored.json().at("id").as_string());
  }
  static std::string file_at(const std::string& docket, const std::string& id) { return path(docket, "/attachments/" + id); }
  static Client::Answer note(Client& who, const std::string& docket, const std::string& id) {
    return who.post(path(docket, "/notes"), R"({"text":"See the picture.","attachments":[")" + id + "\"]}");
  }
  std::size_t kept() {
    std::size_t files = 0;
    if (!std::filesystem::exists(world.folder / "files")) return 0;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(world.folder / "files")) files += entry.is_regular_file() ? 1 : 0;
    return files;
  }
};

TEST_F(Attachments, AFileOfANoteIsShownAndComesBackByteByByteWithNothingThatActs) {
  const std::string docket = a_ticket();
  Client ravi = as("ravi.verma");
  const std::string id = id_of(upload(ravi, docket));
  ASSERT_EQ(note(ravi, docket, id).status, 200);
  const auto entries = ravi.get(path(docket, "/timeline")).json().at("entries").as_array();
  const auto& files = entries.back().at("attachments").as_array();
  ASSERT_EQ(files.size(), 1U);
  EXPECT_EQ(files[0].at("id").as_string(), id);
  EXPECT_EQ(files[0].at("name").as_string(), "photo.png");
  EXPECT_EQ(files[0].at("type").as_string(), "image/png");

  Client meera = as("meera.singh");
  const auto answer = meera.get(file_at(docket, id));
  ASSERT_EQ(answer.status, 200);
  EXPECT_EQ(answer.body, kPicture);
  EXPECT_EQ(answer.header("content-type"), "application/octet-stream");
  EXPECT_TRUE(answer.header("content-disposition").starts_with("attachment;")) << answer.header("content-disposition");
  EXPECT_NE(answer.header("content-disposition").find("photo.png"), std::string::npos);
  EXPECT_EQ(answer.header("x-content-type-options"), "nosniff");
  EXPECT_TRUE(answer.header("content-security-policy").starts_with("sandbox;")) << answer.header("content-security-policy");
}

TEST_F(Attachments, APictureOfDotsIsShownUnderItsOwnTypeAndNothingElseIs) {
  const std::string docket = a_ticket();
  Client ravi = as("ravi.verma");
  const std::string id = id_of(upload(ravi, docket));
  const auto picture = ravi.get(file_at(docket, id) + "?as=picture");
  ASSERT_EQ(picture.status, 200);
  EXPECT_EQ(picture.header("content-type"), "image/png");
  EXPECT_EQ(picture.body, kPicture);
  EXPECT_EQ(picture.header("x-content-type-options"), "nosniff");
  EXPECT_TRUE(picture.header("content-security-policy").starts_with("sandbox;"));
  EXPECT_EQ(ravi.get(file_at(docket, id) + "?as=page").status, 400);
  const std::string paper = id_of(upload(ravi, docket, "%PDF of a receipt", "receipt.pdf"));
  EXPECT_EQ(ravi.get(file_at(docket, paper)).status, 200);
  EXPECT_EQ(ravi.get(file_at(docket, paper) + "?as=picture").status, 404);
}

TEST_F(Attachments, WhatWaitsIsItsUploadersAloneUntilItIsAttached) {
  const std::string docket = a_ticket();
  Client ravi = as("ravi.verma");
  Client meera = as("meera.singh");
  const std::string id = id_of(upload(ravi, docket));
  EXPECT_EQ(ravi.get(file_at(docket, id)).status, 200);
  EXPECT_EQ(meera.get(file_at(docket, id)).status, 404);
  EXPECT_EQ(meera.send("DELETE", file_at(docket, id), "").status, 404);
  EXPECT_EQ(note(meera, docket, id).code(), "file_unknown");
  ASSERT_EQ(note(ravi, docket, id).status, 200);
  EXPECT_EQ(meera.get(file_at(docket, id)).status, 200);
}

TEST_F(Attachments, AFileOfAnotherTicketIsNotFound) {
  const std::string docket = a_ticket("एक");
  const std::string other = a_ticket("दो");
  const std::string foreign = a_ticket("तीन", "kanpur");
  Client ravi = as("ravi.verma");
  const std::string id = id_of(upload(ravi, docket));
  EXPECT_EQ(ravi.get(file_at(other, id)).status, 404);
  EXPECT_EQ(note(ravi, other, id).status, 422);
  EXPECT_EQ(upload(ravi, foreign).status, 404);
  EXPECT_EQ(ravi.get(file_at(foreign, id)).status, 404);
  EXPECT_EQ(ravi.get(file_at(docket, "x")).status, 404);
  EXPECT_EQ(as("kanpur.desk").get(file_at(docket, id)).status, 404);
  EXPECT_EQ(visitor().get(file_at(docket, id)).status, 401);
}

TEST_F(Attachments, WhoMayNeitherAnswerNorNoteUploadsNothing) {
  const std::string docket = a_ticket();
  Client watcher = as("watcher");
  EXPECT_EQ(upload(watcher, docket).status, 403);
  EXPECT_EQ(kept(), 0U);
}

TEST_F(Attachments, TheKindIsFoundFromTheBytesAndNotFromTheName) {
  const std::string docket = a_ticket();
  Client ravi = as("ravi.verma");
  const auto refused = upload(ravi, docket, "<svg onload=alert(1)>", "photo.png");
  EXPECT_EQ(refused.status, 415);
  EXPECT_EQ(refused.code(), "file_kind_refused");
  EXPECT_EQ(upload(ravi, docket, "").status, 422);
  EXPECT_EQ(kept(), 0U);
  const auto named = upload(ravi, docket, kPicture, "..%2F..%2Fetc%2F%E2%80%AEgnp.html");
  ASSERT_EQ(named.status, 201);
  EXPECT_EQ(named.json().at("name").as_string(), "_.._etc_gnp.html.png");
}

TEST_F(Attachments, TenMegabytesAreTakenAndOneByteMoreIsNot) {
  const std::string docket = a_ticket();
  Client ravi = as("ravi.verma");
  std::string whole = "PNG" + std::string(actions::kLargestFile - 3, 'x');
  const auto stored = upload(ravi, docket, whole);
  const std::string id = id_of(stored);
  EXPECT_EQ(ravi.get(file_at(docket, id)).body, whole);
  EXPECT_EQ(upload(ravi, docket, whole + "y").status, 413);
  EXPECT_EQ(kept(), 1U);
  Client stranger = visitor();
  EXPECT_EQ(upload(stranger, docket, whole).status, 413) << "a stranger's megabytes are not even read";
}

TEST_F(Attachments, OnlyWhatWaitsIsRemoved) {
  const std::string docket = a_ticket();
  Client ravi = as("ravi.verma");
  const std::string gone = id_of(upload(ravi, docket));
  EXPECT_EQ(ravi.send("DELETE", file_at(docket, gone), "").status, 204);
  EXPECT_EQ(ravi.get(file_at(docket, gone)).status, 404);
  EXPECT_EQ(kept(), 0U);
  const std::string said = id_of(upload(ravi, docket));
  ASSERT_EQ(note(ravi, docket, said).status, 200);
  EXPECT_EQ(ravi.send("DELETE", file_at(docket, said), "").status, 409);
  EXPECT_EQ(note(ravi, docket, said).status, 422) << "it belongs to the first note";
  EXPECT_EQ(kept(), 1U);
}

TEST_F(Attachments, TheSameUploadUnderOneKeyIsKeptOnce) {
  const std::string docket = a_ticket();
  Client ravi = as("ravi.verma");
  const Fields key = {{"Idempotency-Key", "upload-0001"}};
  const std::string id = id_of(upload(ravi, docket, kPicture, "a.png", key));
  EXPECT_EQ(id_of(upload(ravi, docket, kPicture, "a.png", key)), id);
  EXPECT_EQ(upload(ravi, docket, kPicture + "!", "a.png", key).status, 422);
  EXPECT_EQ(kept(), 1U);
}

TEST_F(Attachments, TwentyWaitAndNoMore) {
  const std::string docket = a_ticket();
  Client ravi = as("ravi.verma");
  for (int count = 0; count < 20; ++count) ASSERT_EQ(upload(ravi, docket).status, 201);
  EXPECT_EQ(upload(ravi, docket).code(), "too_many_files");
  EXPECT_EQ(kept(), 20U);
}

}  // namespace
}  // namespace seva::http
