using System.Text.Json.Serialization;
using Parlance.Dialects.Hosting;

namespace Parlance.Dialects.Native.Wire;

// The commands of docs/wire/native.md, without `id` and `type`; REST bodies are the same with what stands in the path filled in.
// What is required is a constructor parameter; everything else may be absent.

/// <summary>A command about one conversation. The socket demands it in the frame; REST fills it in from the path.</summary>
[InPath("conversation")]
public interface IInConversation
{
    WireConversationRef Conversation { get; }
}

public sealed record HelloCommand
{
    public string? Token { get; init; }

    public HelloGuest? Guest { get; init; }

    /// <summary>What the client calls the device it runs on, the same each time; at most 128 characters.</summary>
    public string? Device { get; init; }

    /// <summary>Highest position the client has seen; absent: begin with what happens from now on.</summary>
    public long? Cursor { get; init; }
}

public sealed record HelloGuest([property: JsonRequired] string Name)
{
    public string? Key { get; init; }
}

/// <summary>One of the two: a refresh token to be spent, or an access token got elsewhere.</summary>
public sealed record RefreshCommand
{
    public string? RefreshToken { get; init; }

    public string? Token { get; init; }
}

public sealed record ConversationCommand(WireConversationRef Conversation) : IInConversation;

public sealed record CreateRoomCommand([property: JsonRequired] string Name)
{
    public string? Key { get; init; }

    public string? Privacy { get; init; }

    public string? Password { get; init; }

    public string? Description { get; init; }

    public string? Category { get; init; }

    public IReadOnlyList<string>? Tags { get; init; }

    public string? ThumbnailUrl { get; init; }

    public int? MaxMembers { get; init; }
}

public sealed record CreateGroupCommand([property: JsonRequired] string Name, [property: JsonRequired] IReadOnlyList<long> Members);

public sealed record OpenDirectCommand([property: JsonRequired] long User);

public sealed record JoinCommand(WireConversationRef Conversation) : IInConversation
{
    public string? Password { get; init; }

    public bool Create { get; init; }
}

public sealed record UpdateConversationCommand(WireConversationRef Conversation) : IInConversation
{
    public string? Name { get; init; }

    public string? Privacy { get; init; }

    public string? Password { get; init; }

    public string? Description { get; init; }

    public string? Category { get; init; }

    public IReadOnlyList<string>? Tags { get; init; }

    public string? ThumbnailUrl { get; init; }

    public int? MaxMembers { get; init; }

    /// <summary>Seconds between two messages of a member; moderators may change this alone.</summary>
    public int? SlowModeS { get; init; }

    /// <summary>Hands the conversation on to this member.</summary>
    public long? Host { get; init; }
}

/// <summary>add_member, remove_member and set_role.</summary>
public sealed record MemberCommand(WireConversationRef Conversation, [property: JsonRequired] long User) : IInConversation
{
    public bool Ban { get; init; }

    public string? Role { get; init; }
}

public sealed record ListCommand
{
    public long? Before { get; init; }

    public int? Limit { get; init; }
}

public sealed record RoomsCommand
{
    public string? Query { get; init; }

    public string? Category { get; init; }

    public long? Before { get; init; }

    public int? Limit { get; init; }
}

public sealed record MembersCommand(WireConversationRef Conversation) : IInConversation
{
    public long? After { get; init; }

    public int? Limit { get; init; }
}

public sealed record HistoryCommand(WireConversationRef Conversation) : IInConversation
{
    public long? BeforeSeq { get; init; }

    public long? AfterSeq { get; init; }

    public int? Limit { get; init; }
}

public sealed record SearchCommand([property: JsonRequired] string Q)
{
    /// <summary>`relevance` (also when absent) or `newest`.</summary>
    public string? Sort { get; init; }

    public WireConversationRef? Conversation { get; init; }

    /// <summary>User id of the sender.</summary>
    public long? From { get; init; }

    public int? Limit { get; init; }

    public string? Cursor { get; init; }
}

public sealed record SendCommand(WireConversationRef Conversation, [property: JsonRequired] string Content) : IInConversation
{
    public string? ClientId { get; init; }

    public string? Kind { get; init; }

    public long? ReplyTo { get; init; }

    public IReadOnlyList<WireAttachment>? Attachments { get; init; }

    public IReadOnlyList<long>? Mentions { get; init; }
}

/// <summary>edit, delete and react.</summary>
public sealed record MessageCommand([property: JsonRequired] long Message)
{
    public string? Content { get; init; }

    /// <summary>With edit; absent: as they are.</summary>
    public IReadOnlyList<long>? Mentions { get; init; }

    public string? Emoji { get; init; }

    public bool Remove { get; init; }
}

public sealed record ReceiptCommand(WireConversationRef Conversation) : IInConversation
{
    public long? Delivered { get; init; }

    public long? Read { get; init; }
}

public sealed record TypingCommand(WireConversationRef Conversation, [property: JsonRequired] bool On) : IInConversation;

public sealed record UsersCommand([property: JsonRequired] IReadOnlyList<long> Users);

/// <summary>PATCH …/members/{user}.</summary>
public sealed record RoleBody([property: JsonRequired] string Role);

/// <summary>PATCH /messages/{id}.</summary>
public sealed record EditBody([property: JsonRequired] string Content)
{
    /// <summary>Absent: as they are.</summary>
    public IReadOnlyList<long>? Mentions { get; init; }
}
