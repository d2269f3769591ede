#pragma once

#include <span>
#include <string>
#include <vector>

#include "actions/file_ports.hpp"
#include "actions/ports.hpp"

namespace seva::actions {

/// What citizens send with a message lies at its channel until it is brought here: then an officer sees it without asking anybody outside, and it
/// stays when the citizen or the channel takes it away. Fetched is what came with a message that belongs to a ticket, once, by the kernel itself and
/// only from where the channel may go. What was read from a recording stays where it is.

/// Where a channel says that a file lies.
struct FileSource {
  std::string channel;
  std::string url;
};

struct FetchedBytes {
  std::string bytes;
  std::string refusal = {};  ///< why there are none, by a code that file_text() knows; empty: here they are
  bool is_final = false;     ///< asking again would be in vain
};

/// Goes out for files. Safe to use from any thread.
class FileFetcher {
 public:
  virtual ~FileFetcher() = default;
  /// Asks for all at the same time and waits until each was answered or given up, at most half a minute. In the order of `sources`.
  [[nodiscard]] virtual std::vector<FetchedBytes> fetch(std::span<const FileSource> sources) = 0;
};

/// For the verbs by which a message comes to a ticket: adds to the changes what of it is to be fetched. `message` is open.
void want_files(Changes& changes, const domain::Message& message, domain::Instant now);

/// Fetches what is wanted. Run it again and again, by one thread of one node.
/// An attempt is recorded before it is made; six are made, the last one after some hours. What comes is kept as officers' files are: by the kind that
/// its bytes have, encrypted where the ticket is sealed, attached to the event by which the message came.
class FetchFiles {
 public:
  FetchFiles(Ports& ports, FilePorts files, FileFetcher& fetcher) : ports_(ports), files_(files), fetcher_(fetcher) {}

  /// How many were settled or tried.
  std::size_t run();

 private:
  struct Errand {
    MessageFile wanted;
    FileSource source;
    std::string word;  ///< the channel's word for its kind
    domain::TicketId ticket;
    bool is_sealed = false;
  };

  [[nodiscard]] std::optional<Errand> begin(const MessageFile& due, domain::Instant now);
  void finish(Errand& errand, FetchedBytes& fetched);
  void keep(Errand& errand, std::string_view bytes);
  void refuse(const MessageFile& wanted, std::string reason);

  Ports& ports_;
  FilePorts files_;
  FileFetcher& fetcher_;
};

}  // namespace seva::actions
