#include "storage/delivery_records.hpp"

#include <algorithm>
#include <map>

#include "storage/key_list.hpp"
#include "storage/row_codec.hpp"

namespace seva::storage {
namespace {

const Select kDue = select("find due deliveries", kDeliveryColumns,
                           "FROM deliveries WHERE is_waiting = 1 AND next_attempt_at <= :now ORDER BY next_attempt_at, id LIMIT :most");
const Select kFindDelivery = select("find a delivery", kDeliveryColumns, "FROM deliveries WHERE id = :id");
const Select kBySentId = select("find a delivery by its sent id", kDeliveryColumns,
                                "FROM deliveries WHERE channel = :channel AND sent_id = :sent_id ORDER BY id DESC LIMIT 1");
const Select kDeliveriesOfTicket = select("read a ticket's deliveries", kDeliveryColumns, "FROM deliveries WHERE ticket = :ticket ORDER BY id");

constexpr KeyedSelect kFiles{"read the files of deliveries", "delivery, place, file, type, size", "FROM delivery_files WHERE delivery IN", ""};
const Select kCarries =
    select("find out whether a file is on its way", "COUNT(*)",
           "FROM delivery_files f JOIN deliveries d ON d.id = f.delivery WHERE f.file = :file AND d.channel = :channel AND d.is_waiting = 1");

/// Most deliveries have none, and a ticket has few.
void add_files(RepositorySession& session, std::vector<domain::Delivery>& deliveries) {
  if (deliveries.empty()) return;
  std::vector<domain::DeliveryId> ids;
  for (const domain::Delivery& delivery : deliveries) ids.push_back(delivery.id);
  std::map<domain::DeliveryId, std::map<std::int64_t, domain::DeliveryFile>> found;
  select_by_keys(session, kFiles, {}, key_values(ids), [&](Row& row) {
    const auto delivery = row.id<domain::DeliveryId>();
    const std::int64_t place = row.number();
    domain::DeliveryFile& file = found[delivery][place];
    file.id = row.id<domain::FileId>();
    file.type = row.text();
    file.size = static_cast<std::uint64_t>(row.number());
  });
  for (domain::Delivery& delivery : deliveries)
    for (auto& [place, file] : found[delivery.id]) delivery.files.push_back(std::move(file));
}

std::vector<domain::Delivery> read_deliveries(RepositorySession& session, const Select& select, std::initializer_list<Value> values) {
  std::vector<domain::Delivery> deliveries;
  session.select(select, values, [&](Row& row) { deliveries.push_back(read_delivery(row)); });
  add_files(session, deliveries);
  return deliveries;
}

std::optional<domain::Delivery> read_one(RepositorySession& session, const Select& select, std::initializer_list<Value> values) {
  auto deliveries = read_deliveries(session, select, values);
  return deliveries.empty() ? std::nullopt : std::optional(std::move(deliveries.front()));
}

}  // namespace

std::vector<domain::Delivery> SociDeliveryRecords::due(domain::Instant now, std::size_t limit) {
  return read_deliveries(session_, kDue, {to_value(now), to_value(limit)});
}

std::optional<domain::Delivery> SociDeliveryRecords::find(domain::DeliveryId id) { return read_one(session_, kFindDelivery, {to_value(id)}); }

std::optional<domain::Delivery> SociDeliveryRecords::by_sent_id(const std::string& channel, const std::string& sent_id) {
  if (sent_id.empty()) return std::nullopt;
  return read_one(session_, kBySentId, {channel, sent_id});
}

bool SociDeliveryRecords::carries(const std::string& channel, domain::FileId file) {
  std::int64_t count = 0;
  session_.select(kCarries, {to_value(file), channel}, [&](Row& row) { count = row.number(); });
  return count > 0;
}

std::vector<domain::Delivery> SociDeliveryRecords::of_ticket(domain::TicketId ticket) {
  return read_deliveries(session_, kDeliveriesOfTicket, {to_value(ticket)});
}

}  // namespace seva::storage
