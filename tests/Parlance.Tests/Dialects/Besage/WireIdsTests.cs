using Parlance.Core;
using Parlance.Dialects.Besage.Socket;
using Parlance.Dialects.Besage.Wire;

namespace Parlance.Tests.Dialects.Besage;

/// <summary>Numbers that are made up: small enough for every client, never two alike in practice, and the same on every server.</summary>
public class WireIdsTests
{
    [Fact]
    public void Ids_are_below_2_to_the_53_and_differ()
    {
        var ids = new HashSet<long>();
        for (var message = 1; message <= 300; message++)
        {
            for (var user = 1; user <= 300; user++)
            {
                ids.Add(WireIds.Status(new MessageId(message), new UserId(user))).ShouldBeTrue();
                ids.Add(WireIds.Reaction(new MessageId(message), new UserId(user))).ShouldBeTrue();
                ids.Add(WireIds.Participant(new ConversationId(message), new UserId(user))).ShouldBeTrue();
            }
        }

        ids.ShouldAllBe(id => id > 0 && id < 1L << 53);
    }

    [Fact]
    public void A_message_of_rest_is_known_by_the_device_it_came_from_alone()
    {
        var (here, there) = (new SessionId(Guid.NewGuid()), new SessionId(Guid.NewGuid()));
        var clientId = RestOrigin.NewClientId(here);

        clientId.Length.ShouldBeLessThanOrEqualTo(64);
        clientId.ShouldNotBe(RestOrigin.NewClientId(here));
        RestOrigin.IsOf(here, clientId).ShouldBeTrue();
        RestOrigin.IsOf(there, clientId).ShouldBeFalse();
        RestOrigin.IsOf(here, null).ShouldBeFalse();
        RestOrigin.IsOf(here, "a client's own").ShouldBeFalse();
    }
}
