#include "storage/delivery_records.hpp"

#include "storage/row_codec.hpp"

namespace seva::storage {
namespace {

const Select kDue = select("find due deliveries", kDeliveryColumns,
                           "FROM deliveries WHERE is_waiting = 1 AND next_attempt_at <= :now ORDER BY next_attempt_at, id LIMIT :most");
const Select kFind = select("find a delivery", kDeliveryColumns, "FROM deliveries WHERE id = :id");
const Select kBySentId = select("find a delivery by its sent id", kDeliveryColumns,
                                "FROM deliveries WHERE channel = :channel AND sent_id = :sent_id ORDER BY id DESC LIMIT 1");
const Select kOfTicket = select("read a ticket's deliveries", kDeliveryColumns, "FROM deliveries WHERE ticket = :ticket ORDER BY id");

std::vector<domain::Delivery> read_all(RepositorySession& session, const Select& select, std::initializer_list<Value> values) {
  std::vector<domain::Delivery> deliveries;
  session.select(select, values, [&](Row& row) { deliveries.push_back(read_delivery(row)); });
  return deliveries;
}

std::optional<domain::Delivery> read_one(RepositorySession& session, const Select& select, std::initializer_list<Value> values) {
  auto deliveries = read_all(session, select, values);
  return deliveries.empty() ? std::nullopt : std::optional(std::move(deliveries.front()));
}

}  // namespace

std::vector<domain::Delivery> SociDeliveryRecords::due(domain::Instant now, std::size_t limit) {
  return read_all(session_, kDue, {to_value(now), to_value(limit)});
}

std::optional<domain::Delivery> SociDeliveryRecords::find(domain::DeliveryId id) { return read_one(session_, kFind, {to_value(id)}); }

std::optional<domain::Delivery> SociDeliveryRecords::by_sent_id(const std::string& channel, const std::string& sent_id) {
  if (sent_id.empty()) return std::nullopt;
  return read_one(session_, kBySentId, {channel, sent_id});
}

std::vector<domain::Delivery> SociDeliveryRecords::of_ticket(domain::TicketId ticket) { return read_all(session_, kOfTicket, {to_value(ticket)}); }

}  // namespace seva::storage
