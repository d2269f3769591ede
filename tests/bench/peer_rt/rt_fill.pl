# Opens a ticket for each line of the file that this process is to take: JSON with subject, content, requestor and due. Arguments: the file, which part, of how many.
use strict;
use warnings;
use lib '/usr/share/request-tracker5/lib';
use RT;
use JSON qw(decode_json);
use MIME::Entity;
use Encode qw(encode);

my ($path, $part, $parts) = @ARGV;
RT->LoadConfig;
RT->Init;

open(my $lines, '<', $path) or die "$path: $!\n";
while (my $line = <$lines>) {
    next unless $. % $parts == $part;
    my $complaint = decode_json($line);
    my $content = MIME::Entity->build(
        Type => 'text/plain', Charset => 'UTF-8', Subject => encode('UTF-8', $complaint->{subject}), Data => [encode('UTF-8', $complaint->{content})]
    );
    my $ticket = RT::Ticket->new(RT->SystemUser);
    my ($id, undef, $message) = $ticket->Create(
        Queue => 'Police', Subject => $complaint->{subject}, Requestor => $complaint->{requestor}, Due => $complaint->{due}, MIMEObj => $content
    );
    die "line $.: $message\n" unless $id;
}
