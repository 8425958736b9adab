using System.Security.Cryptography;
using System.Text;
using Parlance.Core.Accounts;
using Parlance.Core.Limits;

namespace Parlance.Core.Conversations;

/// <summary>Who proved to know a room's password, for twelve hours: users, browsers, addresses. Kept in the database, so every node knows. Safe for concurrent use.</summary>
/// <remarks>A grant is as narrow as it can be: an address holds one only when nothing else is known of the caller, since others may share it. A new password ends all.</remarks>
public sealed class RoomGrants(IRoomGrantStore store, AccessCache cache, PasswordWork passwords, LimitOptions limits, TimeProvider time)
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(12);
    private static readonly TimeSpan PurgePeriod = TimeSpan.FromMinutes(10);

    private readonly RateLimiter _guesses = new(limits.RoomPasswordPerAddress, limits.Scale, time);
    private long _purgedAt = time.Elapsed().Ticks; // interlocked

    /// <summary>Checks a password and, when it is right, remembers who gave it. Rooms without one are fine with any.</summary>
    /// <param name="user">Null when the caller did not say who they are.</param>
    /// <returns>Null when right, or `not_found`, `password_required`, `rate_limited`.</returns>
    public async Task<Refusal?> VerifyAsync(ConversationRef room, string? password, User? user, ClientOrigin client, CancellationToken cancellationToken)
    {
        var access = user is null
            ? await cache.FindAsync(room) is { } found ? new Access(found, null) : null
            : await cache.GetAsync(room, user.Id);
        if (access is null || access.Conversation.Kind != ConversationKind.Room || !access.MaySeeBy(room))
            return Refusal.NoSuchConversation;
        if (access.Conversation is not { Privacy: Privacy.Password, PasswordHash: { } hash })
            return null;
        if (string.IsNullOrEmpty(password) && user is not null && access.Conversation.Host == user.Id)
            return null;
        if (await CheckPasswordAsync(access.Conversation.Id, hash, password, client.Address, cancellationToken) is { } refusal)
            return refusal;

        await store.SaveAsync(access.Conversation.Id, Receivers(user, client), PasswordId(hash), time.GetUtcNow() + Lifetime, cancellationToken);
        await PurgeNowAndThenAsync(cancellationToken);
        return null;
    }

    /// <summary>Whether the caller may read a room without being in it: any but those with a password; these for members, the host, and who holds a grant.</summary>
    public async Task<bool> MayReadAsync(Access access, User? user, ClientOrigin client, CancellationToken cancellationToken)
    {
        if (access.IsMember && !access.Conversation.IsDeleted)
            return true;
        if (!access.MaySee)
            return false;
        if (access.Conversation is not { Privacy: Privacy.Password, PasswordHash: { } hash })
            return true;
        if (access.Member is { State: MemberState.Banned })
            return false;
        return (user is not null && access.Conversation.Host == user.Id)
            || await store.AnyAsync(access.Conversation.Id, Holders(user, client), PasswordId(hash), time.GetUtcNow(), cancellationToken);
    }

    /// <summary>Whether somebody who is not in the room may come in.</summary>
    /// <returns>Null, or `password_required`, `rate_limited`.</returns>
    internal async Task<Refusal?> CheckAsync(Conversation room, User user, RoomPass pass, CancellationToken cancellationToken)
    {
        if (room is not { Privacy: Privacy.Password, PasswordHash: { } hash } || room.Host == user.Id)
            return null;
        if (pass.Password is { } password)
            return await CheckPasswordAsync(room.Id, hash, password, pass.Client?.Address ?? $"user:{user.Id}", cancellationToken);
        return await store.AnyAsync(room.Id, Holders(user, pass.Client), PasswordId(hash), time.GetUtcNow(), cancellationToken)
            ? null
            : ConversationRefusals.PasswordRequired;
    }

    private async Task<Refusal?> CheckPasswordAsync(ConversationId room, string hash, string? password, string from, CancellationToken cancellationToken)
    {
        if (string.IsNullOrEmpty(password) || password.Length > ConversationRules.MaxPassword)
            return ConversationRefusals.PasswordRequired;
        if (_guesses.Take($"{room} {from}", "attempts to give this room's password") is { } limited)
            return limited;
        return (await passwords.VerifyAsync(hash, password, cancellationToken)).TryGet(out var match, out var refusal) && match == PasswordMatch.Wrong
            ? ConversationRefusals.PasswordRequired
            : refusal;
    }

    private async Task PurgeNowAndThenAsync(CancellationToken cancellationToken)
    {
        var (last, now) = (Interlocked.Read(ref _purgedAt), time.Elapsed().Ticks);
        if (now - last >= PurgePeriod.Ticks && Interlocked.CompareExchange(ref _purgedAt, now, last) == last)
            await store.PurgeAsync(time.GetUtcNow(), cancellationToken);
    }

    private static string[] Receivers(User? user, ClientOrigin client)
    {
        var known = Holders(user, client.Browser is null ? null : client with { Address = "" });
        return known.Length > 0 ? known : [AddressHolder(client)];
    }

    private static string[] Holders(User? user, ClientOrigin? client)
    {
        List<string> holders = [];
        if (user is not null)
            holders.Add($"user:{user.Id}");
        if (client is { Browser: { } browser })
            holders.Add($"browser:{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(browser)))}");
        if (client is { Address.Length: > 0 })
            holders.Add(AddressHolder(client.Value));
        return [.. holders];
    }

    private static string AddressHolder(ClientOrigin client) => $"address:{client.Address}";

    private static string PasswordId(string hash) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(hash)));
}
