using Parlance.Client.Connection;
using Parlance.Client.Wire;

namespace Parlance.Client;

public sealed partial class ParlanceClient
{
    public async Task<Member> AddMemberAsync(ConversationRef conversation, long user, CancellationToken cancellationToken = default)
    {
        var reply = await CallAsync("add_member", f => f.To(conversation).With("user", user),
            ClientJson.Default.MemberReply, Repeat.Safe, cancellationToken);
        return reply.Member;
    }

    /// <param name="ban">For good: the person cannot join again.</param>
    public Task RemoveMemberAsync(ConversationRef conversation, long user, bool ban = false, CancellationToken cancellationToken = default) =>
        CallAsync("remove_member", f => f.To(conversation).With("user", user).WithFlag("ban", ban),
            ClientJson.Default.EmptyReply, Repeat.Safe, cancellationToken);

    public async Task<Member> SetRoleAsync(ConversationRef conversation, long user, MemberRole role, CancellationToken cancellationToken = default)
    {
        var name = role switch
        {
            MemberRole.Host => "host",
            MemberRole.Moderator => "moderator",
            _ => "member",
        };
        var reply = await CallAsync("set_role", f => f.To(conversation).With("user", user).With("role", name),
            ClientJson.Default.MemberReply, Repeat.Safe, cancellationToken);
        return reply.Member;
    }

    /// <param name="after">The `next` of the page before; null for the first.</param>
    public Task<MemberPage> MembersAsync(ConversationRef conversation, long? after = null, int? limit = null, CancellationToken cancellationToken = default) =>
        CallAsync("members", f => f.To(conversation).With("after", after).With("limit", limit),
            ClientJson.Default.MemberPage, Repeat.Safe, cancellationToken);

    /// <summary>Moves one's own watermarks: everything up to <paramref name="delivered"/> reached this device, everything up to <paramref name="read"/>
    /// was read. They only grow.</summary>
    public Task ReceiptAsync(ConversationRef conversation, long? delivered = null, long? read = null, CancellationToken cancellationToken = default) =>
        CallAsync("receipt", f => f.To(conversation).With("delivered", delivered).With("read", read),
            ClientJson.Default.EmptyReply, Repeat.Safe, cancellationToken);

    private readonly TypingTimes _typing;
    private readonly DeliveredTeller _delivered;

    /// <summary>Call it on every key: the others are told as often as they need, and that one stopped when no more keys come.</summary>
    public void Typed(long conversation) => _typing.Typed(conversation);

    /// <summary>The text was given up. Messages given to `QueueAsync` say so by themselves.</summary>
    public void StoppedTyping(long conversation) => _typing.Stopped(conversation);

    /// <summary>Tells the others once that one is, or no longer is, writing; <see cref="Typed"/> keeps the times. Nothing happens while there is no connection.</summary>
    public Task TypingAsync(ConversationRef conversation, bool on = true, CancellationToken cancellationToken = default) =>
        IsConnected
            ? CallAsync("typing", f => f.To(conversation).With("on", on), ClientJson.Default.EmptyReply, Repeat.Never, cancellationToken)
            : Task.CompletedTask;

    private void TellTyping(long conversation, bool on)
    {
        if (IsConnected)
            Tell("typing", f => f.To(conversation).With("on", on), Repeat.Never);
    }

    private void TellDelivered(long conversation, long seq) => Tell("receipt", f => f.To(conversation).With("delivered", seq), Repeat.Safe);

    /// <summary>Gives a command whose answer nobody needs.</summary>
    private void Tell(string type, Action<CommandFields> fields, Repeat repeat)
    {
        try
        {
            var answer = Issue(type, fields, ClientJson.Default.EmptyReply, repeat).Answer;
            _ = answer.ContinueWith(static a => a.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
        }
        catch (ParlanceException)
        {
            // The client ended, or too much waits already.
        }
    }
}
