using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Parlance.Core;
using Parlance.Core.Accounts;
using Parlance.Core.Messages;
using Parlance.Core.Moderation;

namespace Parlance.Storage;

/// <summary>The small lists that live in a column of their owner's row. Empty lists are stored as null.</summary>
internal static class StoredJson
{
    public static string? Write(IReadOnlyList<Attachment> attachments) =>
        attachments.Count == 0 ? null : JsonSerializer.Serialize(attachments, StoredJsonContext.Default.IReadOnlyListAttachment);

    public static IReadOnlyList<Attachment> ReadAttachments(string? json) =>
        json is null ? [] : JsonSerializer.Deserialize(json, StoredJsonContext.Default.IReadOnlyListAttachment) ?? [];

    /// <summary>As `[[7,"👍",1763697670000],[8,"🎉",1763697671000]]`: a popular message has thousands, and all are rewritten with each.</summary>
    public static string? Write(IReadOnlyList<Reaction> reactions)
    {
        if (reactions.Count == 0)
            return null;
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            writer.WriteStartArray();
            foreach (var (user, emoji, at) in reactions)
            {
                writer.WriteStartArray();
                writer.WriteNumberValue(user.Value);
                writer.WriteStringValue(emoji);
                writer.WriteNumberValue(at.ToUnixTimeMilliseconds());
                writer.WriteEndArray();
            }

            writer.WriteEndArray();
        }

        return Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length);
    }

    public static IReadOnlyList<Reaction> ReadReactions(string? json)
    {
        if (json is null)
            return [];
        using var document = JsonDocument.Parse(json);
        var reactions = new List<Reaction>(document.RootElement.GetArrayLength());
        foreach (var pair in document.RootElement.EnumerateArray())
        {
            var at = pair.GetArrayLength() > 2 ? pair[2].GetInt64() : 0; // those of early databases have no time
            reactions.Add(new Reaction(new UserId(pair[0].GetInt64()), pair[1].GetString()!, DateTimeOffset.FromUnixTimeMilliseconds(at)));
        }

        return reactions;
    }

    /// <summary>As `,12,13,`, so that a statement finds one of them with <see cref="Mention"/>.</summary>
    public static string? WriteMentions(IReadOnlyList<UserId> users) => users.Count == 0 ? null : $",{string.Join(',', users)},";

    public static IReadOnlyList<UserId> ReadMentions(string? text) =>
        text is null ? [] : [.. text.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(id => new UserId(long.Parse(id, CultureInfo.InvariantCulture)))];

    /// <summary>A `like` pattern for messages that mention somebody.</summary>
    public static string Mention(UserId user) => $"%,{user},%";

    public static string? Write(AvatarSet? avatars) =>
        avatars is null ? null : JsonSerializer.Serialize(avatars, StoredJsonContext.Default.AvatarSet);

    public static AvatarSet? ReadAvatarSet(string? json) =>
        json is null ? null : JsonSerializer.Deserialize(json, StoredJsonContext.Default.AvatarSet);

    public static string? Write(IReadOnlyDictionary<string, string> details) =>
        details.Count == 0 ? null : JsonSerializer.Serialize(details, StoredJsonContext.Default.IReadOnlyDictionaryStringString);

    public static IReadOnlyDictionary<string, string> ReadDetails(string? json) =>
        json is null ? ProfileDetails.None : JsonSerializer.Deserialize(json, StoredJsonContext.Default.IReadOnlyDictionaryStringString) ?? ProfileDetails.None;

    public static string? Write(ReportEvidence? evidence) =>
        evidence is null ? null : JsonSerializer.Serialize(evidence, StoredJsonContext.Default.ReportEvidence);

    public static ReportEvidence? ReadEvidence(string? json) =>
        json is null ? null : JsonSerializer.Deserialize(json, StoredJsonContext.Default.ReportEvidence);

    public static string? Write(IReadOnlyList<string> texts) => texts.Count == 0 ? null : Array(texts);

    public static IReadOnlyList<string> ReadTexts(string? json) =>
        json is null ? [] : JsonSerializer.Deserialize(json, StoredJsonContext.Default.IReadOnlyListString) ?? [];

    /// <summary>For {texts} in a statement.</summary>
    public static string Array(IReadOnlyList<string> texts) => JsonSerializer.Serialize(texts, StoredJsonContext.Default.IReadOnlyListString);

    /// <summary>For {ids} in a statement.</summary>
    public static string Array(IEnumerable<long> ids) => $"[{string.Join(',', ids)}]";
}

[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(IReadOnlyList<Attachment>))]
[JsonSerializable(typeof(IReadOnlyList<string>))]
[JsonSerializable(typeof(AvatarSet))]
[JsonSerializable(typeof(ReportEvidence))]
[JsonSerializable(typeof(IReadOnlyDictionary<string, string>))]
internal sealed partial class StoredJsonContext : JsonSerializerContext;
