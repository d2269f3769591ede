#include "actions/attach_files.hpp"

#include <algorithm>
#include <thread>

#include "actions/delivery_files.hpp"
#include "actions/sealed_world.hpp"
#include "actions/work_ticket.hpp"
#include "machine/file_folder.hpp"

namespace seva::actions {
namespace {

class AnyPicture final : public FileKinds {
 public:
  std::string type_of(std::string_view) override { return "image/jpeg"; }
};

/// A store that fails when something is to be written.
class FullStore final : public Store {
 public:
  explicit FullStore(Store& inner) : inner_(inner) {}
  void write(const std::function<void(Transaction&)>&) override { throw std::runtime_error("the database is full"); }
  void read(const std::function<void(Transaction&)>& work) override { inner_.read(work); }
  std::int64_t highest_id() override { return inner_.highest_id(); }

 private:
  Store& inner_;
};

struct Files : ::testing::Test, SealedWorld {
  domain::Result<domain::File> upload(const std::string& docket, Ports& as, const domain::Principal& who, const std::string& content = "bytes") {
    return upload_file(as, files, who, docket, "Anjali Testwala.jpg", content);
  }
  std::size_t kept() { return bytes.kept_before(clock.time + hours{1'000'000}).size(); }
  std::string open_ticket() {
    EXPECT_EQ(take({post("p1", "grievance D1")}).opened, 1);
    return tickets().front().docket;
  }
  std::string disk_bytes() {
    std::ostringstream all;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder / "files"))
      if (entry.is_regular_file()) all << std::ifstream(entry.path(), std::ios::binary).rdbuf();
    return all.str();
  }
  static std::string text_of(const OpenedFile& opened) {
    std::ostringstream text;
    text << opened.bytes->rdbuf();
    return text.str();
  }

  machine::FileFolder bytes{folder / "files"};
  AnyPicture kinds;
  FilePorts files{bytes, kinds, vault};
};

TEST_F(Files, OfASealedTicketLieEncryptedAndEveryReadingLeavesATrace) {
  const std::string docket = complaint();
  const auto file = upload(docket, sealed_ports, officer, "a picture of Imaginary Lane");
  ASSERT_TRUE(file) << file.error().code;
  expect_nothing_in_clear({"jpg"});
  EXPECT_EQ(disk_bytes().find("Imaginary"), std::string::npos);
  const std::vector<domain::FileId> ids{file->id};
  ASSERT_TRUE(add_note(sealed_ports, officer, {docket, std::nullopt}, "See the picture.", ids));
  expect_nothing_in_clear({"picture"});

  const auto before = list_looks(sealed_ports, officer, docket)->size();
  const auto opened = read_file(sealed_ports, files, supervisor, docket, file->id);
  ASSERT_TRUE(opened) << opened.error().code;
  EXPECT_EQ(text_of(*opened), "a picture of Imaginary Lane");
  EXPECT_EQ(opened->file.name, "Anjali Testwala.jpg");
  const auto looks = list_looks(sealed_ports, officer, docket);
  ASSERT_EQ(looks->size(), before + 1);
  EXPECT_EQ(looks->back().look, domain::SealedLook::file);

  EXPECT_EQ(read_file(sealed_ports, files, headquarters, docket, file->id).error().code, "sealed");
  EXPECT_EQ(upload(docket, sealed_ports, headquarters).error().code, "sealed");
  EXPECT_EQ(list_looks(sealed_ports, officer, docket)->size(), before + 1) << "who was refused has seen nothing";
  EXPECT_EQ(show(officer, docket)->files.at(0).name, "Anjali Testwala.jpg");
  EXPECT_TRUE(show(headquarters, docket)->files.empty());
}

TEST_F(Files, BytesOfOneSealedFileDoNotOpenAsAnothers) {
  const std::string docket = complaint();
  const auto one = upload(docket, sealed_ports, officer, "one");
  const auto other = upload(docket, sealed_ports, officer, "other");
  ASSERT_TRUE(one && other);
  const auto path = [&](const domain::File& file) { return folder / "files" / file.place.substr(0, 2) / file.place; };
  std::filesystem::copy_file(path(*other), path(*one), std::filesystem::copy_options::overwrite_existing);
  EXPECT_EQ(read_file(sealed_ports, files, officer, docket, one->id).error().code, "file_unreadable");
}

TEST_F(Files, OfANoteStayWithTheOfficeThatWroteItAfterTheTicketWentOn) {
  const std::string docket = open_ticket();
  const auto first = person(domain::Role::officer, "HQ");
  const auto file = upload(docket, ports, first);
  const std::vector<domain::FileId> ids{file->id};
  ASSERT_TRUE(add_note(ports, first, {docket, std::nullopt}, "ours", ids));
  ASSERT_TRUE(read_file(ports, files, district, docket, file->id));
  ASSERT_TRUE(forward_ticket(ports, first, {docket, std::nullopt}, "D2", "theirs"));
  const auto second = person(domain::Role::officer, "D2");
  ASSERT_TRUE(show_ticket(ports, second, docket));
  EXPECT_EQ(read_file(ports, files, second, docket, file->id).error().code, "not_found");
  EXPECT_TRUE(show_ticket(ports, second, docket)->files.empty());
}

TEST_F(Files, NothingIsLeftWhereTheRowCannotBeWritten) {
  const std::string docket = open_ticket();
  FullStore full(*store);
  Ports failing{full, clock, identities, settings, departments, plugins, *search};
  EXPECT_THROW((void)upload(docket, failing, district), std::runtime_error);
  EXPECT_EQ(kept(), 0U);
}

TEST_F(Files, WhatIsAttachedToNothingGoesAfterADayAndWhatIsAttachedStays) {
  const std::string docket = open_ticket();
  const auto attached = upload(docket, ports, district);
  const auto waiting = upload(docket, ports, district);
  const std::vector<domain::FileId> ids{attached->id};
  ASSERT_TRUE(add_note(ports, district, {docket, std::nullopt}, "one", ids));
  clock.time = kMorning + hours{23};
  EXPECT_EQ(remove_unattached(ports, bytes), 0U);
  EXPECT_EQ(kept(), 2U);
  clock.time = kMorning + hours{25};
  EXPECT_EQ(remove_unattached(ports, bytes), 1U);
  EXPECT_EQ(kept(), 1U);
  EXPECT_EQ(read_file(ports, files, district, docket, waiting->id).error().code, "not_found");
  EXPECT_TRUE(read_file(ports, files, district, docket, attached->id));
}

struct AnswersWithFiles : Files {
  AnswersWithFiles() { plugins.attachments = {{"image/jpeg"}, 2, 1, 10}; }
  domain::Result<domain::Ticket> answer(const std::string& docket, std::vector<domain::FileId> ids, bool is_private = false,
                                        std::string resends = {}) {
    Reply reply;
    reply.text = resends.empty() ? "See the picture." : "";
    reply.is_private = is_private;
    reply.files = std::move(ids);
    reply.resends = std::move(resends);
    return reply_to_citizen(ports, district, {docket, std::nullopt}, reply);
  }
  std::vector<domain::Delivery> deliveries(const std::string& docket) {
    std::vector<domain::Delivery> found;
    store->read([&](Transaction& transaction) { found = transaction.deliveries().of_ticket(transaction.tickets().by_docket(docket)->id); });
    return found;
  }
  void settle(domain::Delivery delivery, domain::DeliveryState state) {
    delivery.state = state;
    store->write([&](Transaction& transaction) {
      Changes changes;
      changes.delivery_changes = {delivery};
      transaction.write(changes);
    });
  }
};

TEST_F(AnswersWithFiles, GoWithTheDeliveryAndTheChannelAloneGetsTheirBytesWhileItIsOnItsWay) {
  const std::string docket = open_ticket();
  const auto file = upload(docket, ports, district, "a picture");
  const std::string id = std::to_string(file->id.value);
  EXPECT_FALSE(bytes_on_their_way(*store, bytes, "x", id)) << "nothing carries it yet";
  ASSERT_TRUE(answer(docket, {file->id}));
  const domain::Delivery delivery = deliveries(docket).back();
  EXPECT_EQ(delivery.files, (std::vector<domain::DeliveryFile>{{file->id, "image/jpeg", 9}}));
  EXPECT_EQ(bytes_on_their_way(*store, bytes, "x", id), "a picture");
  EXPECT_FALSE(bytes_on_their_way(*store, bytes, "y", id));
  for (const char* wrong : {"", "x", "0", "-1", "99999999999999999999", "1"}) EXPECT_FALSE(bytes_on_their_way(*store, bytes, "x", wrong)) << wrong;
  settle(delivery, domain::DeliveryState::sent);
  EXPECT_FALSE(bytes_on_their_way(*store, bytes, "x", id));
  EXPECT_EQ(answer(docket, {file->id}).error().code, "file_unknown") << "it is part of the first answer";
}

TEST_F(AnswersWithFiles, AreRefusedWhereTheChannelDoesNotCarryThemAndNothingIsLeftAttached) {
  const std::string docket = open_ticket();
  const auto one = upload(docket, ports, district, "one")->id;
  const auto two = upload(docket, ports, district, "two")->id;
  const auto three = upload(docket, ports, district, "three")->id;
  const auto large = upload(docket, ports, district, "eleven bytes")->id;
  EXPECT_EQ(answer(docket, {one, two, three}).error().code, "too_many_files");
  EXPECT_EQ(answer(docket, {one, two}, true).error().code, "too_many_files");
  EXPECT_EQ(answer(docket, {large}).error().code, "file_too_large");
  plugins.attachments.types = {"image/png"};
  EXPECT_EQ(answer(docket, {one}).error().code, "file_kind_refused");
  plugins.attachments = {};
  EXPECT_EQ(answer(docket, {one}).error().code, "channel_takes_no_files");
  plugins.attachments = {{"image/jpeg"}, 2, 1, 10};
  EXPECT_TRUE(answer(docket, {two, one})) << "a refusal attached nothing";
  const auto sent = deliveries(docket).back().files;
  ASSERT_EQ(sent.size(), 2U);
  EXPECT_EQ(sent[0].id, two) << "they go in the order in which they were chosen";
}

TEST_F(AnswersWithFiles, GoAgainWithTheAnswerThatTakesTheFailedOnesPlace) {
  const std::string docket = open_ticket();
  const auto file = upload(docket, ports, district)->id;
  ASSERT_TRUE(answer(docket, {file}));
  const domain::Delivery failed = deliveries(docket).back();
  settle(failed, domain::DeliveryState::failed);
  ASSERT_TRUE(answer(docket, {}, true, std::to_string(failed.id.value)));
  EXPECT_EQ(deliveries(docket).back().files, failed.files);
  EXPECT_TRUE(bytes_on_their_way(*store, bytes, "x", std::to_string(file.value)));
}

TEST_F(AnswersWithFiles, OfASealedTicketNeverLeave) {
  const std::string docket = complaint();
  const auto file = upload(docket, sealed_ports, officer);
  Reply reply;
  reply.ready = "neutral_received";
  reply.is_private = true;
  reply.files = {file->id};
  const auto refused = reply_to_citizen(sealed_ports, officer, {docket, std::nullopt}, reply);
  ASSERT_FALSE(refused);
  EXPECT_TRUE(deliveries(docket).empty() || deliveries(docket).back().files.empty());
}

TEST_F(Files, BytesWithoutARowGoAfterADay) {
  const std::string docket = open_ticket();
  const auto attached = upload(docket, ports, district);
  const std::vector<domain::FileId> ids{attached->id};
  ASSERT_TRUE(add_note(ports, district, {docket, std::nullopt}, "one", ids));
  ASSERT_TRUE(bytes.keep("the program ended before the row"));
  const auto real_now = std::chrono::time_point_cast<std::chrono::microseconds>(std::chrono::system_clock::now());
  clock.time = real_now + hours{1};
  EXPECT_EQ(remove_unattached(ports, bytes), 0U);
  clock.time = real_now + hours{25};
  EXPECT_EQ(remove_unattached(ports, bytes), 1U);
  EXPECT_TRUE(read_file(ports, files, district, docket, attached->id));
}

/// Whoever of the two is first: a file that a note holds is never removed, and a note never holds a file that is gone.
TEST_F(Files, RemovingAndAttachingAtOnceEndInOneOfTheTwo) {
  const std::string docket = open_ticket();
  for (int round = 0; round < 20; ++round) {
    const auto file = upload(docket, ports, district);
    const std::vector<domain::FileId> ids{file->id};
    clock.time += hours{25};
    bool is_noted = false;
    std::thread attaching([&] { is_noted = add_note(ports, district, {docket, std::nullopt}, "now", ids).has_value(); });
    const std::size_t removed = remove_unattached(ports, bytes);
    attaching.join();
    EXPECT_EQ(removed, is_noted ? 0U : 1U);
    EXPECT_EQ(read_file(ports, files, district, docket, file->id).has_value(), is_noted);
  }
}

}  // namespace
}  // namespace seva::actions
