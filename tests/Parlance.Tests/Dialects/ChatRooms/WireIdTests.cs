using System.Text;
using Parlance.Core;
using Parlance.Dialects.ChatRooms.Wire;

namespace Parlance.Tests.Dialects.ChatRooms;

public class WireIdTests
{
    private const long Largest = (1L << 53) - 1;

    [Theory]
    [InlineData(1, "6d657373-0000-8000-8000-000000000001")]
    [InlineData(1044, "6d657373-0000-8000-8000-000000000414")]
    [InlineData(Largest, "6d657373-001f-8000-8000-ffffffffffff")]
    public void A_message_is_a_uuid_that_gives_its_number_back(long number, string text)
    {
        WireId.Of(new MessageId(number)).ShouldBe(text);
        Guid.Parse(text).Version.ShouldBe(8);

        WireId.TryParse(text, out MessageId id).ShouldBeTrue();
        id.Value.ShouldBe(number);
    }

    [Fact]
    public void A_conversation_and_a_message_of_the_same_number_are_told_apart()
    {
        var conversation = WireId.Of(new ConversationId(7));
        conversation.ShouldBe("636f6e76-0000-8000-8000-000000000007");

        WireId.TryParse(conversation, out ConversationId id).ShouldBeTrue();
        id.Value.ShouldBe(7);
        WireId.TryParse(conversation, out MessageId _).ShouldBeFalse();
        WireId.TryParse(WireId.Of(new MessageId(7)), out ConversationId _).ShouldBeFalse();
    }

    [Fact]
    public void Bytes_are_the_same_as_text()
    {
        Span<byte> bytes = stackalloc byte[WireId.Length];
        WireId.Write(new MessageId(Largest), bytes);
        Encoding.UTF8.GetString(bytes).ShouldBe(WireId.Of(new MessageId(Largest)));
        WireId.Write(new ConversationId(1), bytes);
        Encoding.UTF8.GetString(bytes).ShouldBe(WireId.Of(new ConversationId(1)));

        var at = DateTimeOffset.FromUnixTimeMilliseconds(1763697660007);
        Span<byte> time = stackalloc byte[WireTime.Length];
        WireTime.Write(at, time);
        Encoding.UTF8.GetString(time).ShouldBe(WireTime.Of(at));
        WireTime.Of(at).ShouldBe("2025-11-21T04:01:00.007Z");
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("1044")]
    [InlineData("msg-1763697660000-x")]
    [InlineData("6D657373-0000-8000-8000-000000000414")] // upper case
    [InlineData("6d657373000080008000000000000414")]
    [InlineData("{6d657373-0000-8000-8000-000000000414}")]
    [InlineData(" 6d657373-0000-8000-8000-000000000414")]
    [InlineData("6d657373-0000-8000-8000-00000000041g")]
    [InlineData("6d657373-0000-4000-8000-000000000414")] // another version
    [InlineData("6d657373-0000-8000-9000-000000000414")] // another variant
    [InlineData("6d657373-0000-8001-8000-000000000414")]
    [InlineData("6d657374-0000-8000-8000-000000000414")]
    [InlineData("6d657373-0000-8000-8000-000000000000")] // no message has number 0
    [InlineData("6d657373-ffff-8000-8000-ffffffffffff")] // nor a negative one
    public void Whatever_else_is_no_message(string? text) =>
        WireId.TryParse(text, out MessageId _).ShouldBeFalse();
}
