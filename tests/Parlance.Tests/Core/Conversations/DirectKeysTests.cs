using Parlance.Core;
using Parlance.Core.Conversations;

namespace Parlance.Tests.Core.Conversations;

public class DirectKeysTests
{
    [Theory]
    [InlineData("0a4e1c1e-6f0c-4c55-9a55-0d4f3d1f6b55", "7d5b0f8e-9d61-4a53-9f0e-0f1c2a6f0e11")]
    [InlineData("a", "b")]
    [InlineData("a", "a-b")]
    [InlineData("a", "a-a")]
    [InlineData("a-b", "a-c")]
    [InlineData("B", "a-B")]
    public void Each_finds_the_other_in_the_key_of_the_pair(string one, string other)
    {
        var pair = Conversation.PairKeyOf(one, other);
        DirectKeys.OtherKey(pair, one).ShouldBe(other);
        DirectKeys.OtherKey(pair, other).ShouldBe(one);
    }

    [Theory]
    [InlineData("a-b", "c")]
    [InlineData("a-b", "a-b")]
    [InlineData("ab-c", "a")]
    [InlineData("", "a")]
    public void A_stranger_finds_nobody(string pair, string key) => DirectKeys.OtherKey(pair, key).ShouldBeEmpty();

    [Fact]
    public void The_key_of_a_direct_conversation_tells_its_two_users()
    {
        var key = Conversation.DirectKey(new UserId(34), new UserId(12));
        DirectKeys.OtherUser(key, new UserId(12)).ShouldBe(new UserId(34));
        DirectKeys.OtherUser(key, new UserId(34)).ShouldBe(new UserId(12));
        DirectKeys.OtherUser(key, new UserId(1)).ShouldBeNull();
        DirectKeys.OtherUser("lounge", new UserId(12)).ShouldBeNull();
        DirectKeys.OtherUser("direct:12-x", new UserId(12)).ShouldBeNull();
    }
}
