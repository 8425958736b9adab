using Parlance.Core.Conversations;

namespace Parlance.Dialects.Native.Wire;

/// <summary>Fixture `member`.</summary>
public sealed record WireMember(long User, string Name, string? AvatarUrl, string Role, string State, long Delivered, long Read, long JoinedAt)
{
    public static WireMember Of(Member m) =>
        new(m.User.Value, m.DisplayName, m.AvatarUrl, RoleName(m.Role), StateName(m.State), m.DeliveredSeq, m.ReadSeq, m.JoinedAt.ToUnixTimeMilliseconds());

    /// <returns>Null when the word is none of ours.</returns>
    public static MemberRole? ParseRole(string name) => name switch
    {
        "member" => MemberRole.Member,
        "moderator" => MemberRole.Moderator,
        "host" => MemberRole.Host,
        _ => null,
    };

    private static string RoleName(MemberRole role) => role switch
    {
        MemberRole.Moderator => "moderator",
        MemberRole.Host => "host",
        _ => "member",
    };

    private static string StateName(MemberState state) => state switch
    {
        MemberState.Left => "left",
        MemberState.Removed => "removed",
        MemberState.Banned => "banned",
        _ => "joined",
    };
}
