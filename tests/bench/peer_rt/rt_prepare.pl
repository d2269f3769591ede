# A queue for the complaints, and an agent who may work them and no more; the citizens write by mail. Arguments: the agent's name and password.
use strict;
use warnings;
use lib '/usr/share/request-tracker5/lib';
use RT;

my ($name, $password) = @ARGV;
RT->LoadConfig;
RT->Init;
my $system = RT->SystemUser;

sub done {
    my ($what, $id, $message) = @_;
    die "$what: $message\n" unless $id;
}

my $queue = RT::Queue->new($system);
done('the queue', $queue->Create(Name => 'Police', Description => 'Complaints'));

my $agent = RT::User->new($system);
done('the agent', $agent->Create(Name => $name, Password => $password, Privileged => 1));

my @of_agents = qw(SeeQueue ShowTicket CreateTicket OwnTicket TakeTicket ModifyTicket ReplyToTicket CommentOnTicket);
done("$_ of agents", $agent->PrincipalObj->GrantRight(Object => $queue, Right => $_)) for @of_agents;

my $everyone = RT::Group->new($system);
$everyone->LoadSystemInternalGroup('Everyone');
done("$_ of everyone", $everyone->PrincipalObj->GrantRight(Object => $queue, Right => $_)) for qw(CreateTicket ReplyToTicket);
