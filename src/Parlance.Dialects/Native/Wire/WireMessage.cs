using System.Text.Json.Serialization;
using Parlance.Core.Messages;

namespace Parlance.Dialects.Native.Wire;

/// <summary>Fixture `event_message`; in history the same without <see cref="Type"/>.</summary>
public sealed record WireMessage
{
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Type { get; init; }

    public required long Conversation { get; init; }

    public required long Seq { get; init; }

    public required long Position { get; init; }

    public required long Id { get; init; }

    public required long Sender { get; init; }

    public required string Name { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? AvatarUrl { get; init; }

    /// <summary>Absent for `text`.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Kind { get; init; }

    public required string Content { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<WireAttachment>? Attachments { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public long? ReplyTo { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<long>? Mentions { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? ClientId { get; init; }

    public required long SentAt { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public long? EditedAt { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<WireReaction>? Reactions { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool Deleted { get; init; }

    /// <param name="asEvent">With `"type":"message"` in front.</param>
    public static WireMessage Of(Message m, bool asEvent) => new()
    {
        Type = asEvent ? "message" : null,
        Conversation = m.Conversation.Value,
        Seq = m.Seq,
        Position = m.Id.Value,
        Id = m.Id.Value,
        Sender = m.Sender.Value,
        Name = m.SenderName,
        AvatarUrl = m.SenderAvatar,
        Kind = m.Kind == "text" ? null : m.Kind,
        Content = m.Content,
        Attachments = m.Attachments.Count == 0 ? null : [.. m.Attachments.Select(WireAttachment.Of)],
        ReplyTo = m.ReplyTo?.Value,
        Mentions = m.Mentions.Count == 0 ? null : [.. m.Mentions.Select(user => user.Value)],
        ClientId = m.ClientId,
        SentAt = m.SentAt.ToUnixTimeMilliseconds(),
        EditedAt = m.EditedAt?.ToUnixTimeMilliseconds(),
        Reactions = m.Reactions.Count == 0 ? null : WireReaction.Of(m.Reactions),
        Deleted = m.IsDeleted,
    };
}

/// <param name="Size">Bytes.</param>
public sealed record WireAttachment(string Url, string Name, string ContentType, long Size)
{
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? Width { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? Height { get; init; }

    public static WireAttachment Of(Attachment a) => new(a.Url, a.Name, a.ContentType, a.Size) { Width = a.Width, Height = a.Height };
}

/// <summary>One emoji and everybody who chose it, in the order they came.</summary>
public sealed record WireReaction(string Emoji, IReadOnlyList<long> Users)
{
    public static IReadOnlyList<WireReaction> Of(IReadOnlyList<Reaction> reactions) =>
        [.. reactions.GroupBy(r => r.Emoji, StringComparer.Ordinal).Select(g => new WireReaction(g.Key, [.. g.Select(r => r.User.Value)]))];
}
