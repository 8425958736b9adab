using System.Text.Json.Serialization;

namespace Parlance.Dialects.FortiFun.Wire;

/// <summary>Whom somebody wants to meet.</summary>
/// <param name="MaxDistance">Kilometres.</param>
/// <param name="GenderPreference">`A` for all, `M`, `F` or `O`; kept for the app, since people do not say here what they are.</param>
internal sealed record WirePreferences(
    [property: JsonPropertyName("min_age")] int MinAge,
    [property: JsonPropertyName("max_age")] int MaxAge,
    [property: JsonPropertyName("max_distance")] int MaxDistance,
    [property: JsonPropertyName("gender_preference")] string GenderPreference)
{
    public static readonly WirePreferences Unset = new(18, 99, 50, "A");
}

/// <summary>Somebody to meet. Fixture `answer_potential`.</summary>
internal sealed record WirePotential(
    [property: JsonPropertyName("id")] long Id,
    [property: JsonPropertyName("username")] string Username,
    [property: JsonPropertyName("first_name")] string FirstName,
    [property: JsonPropertyName("last_name")] string LastName,
    [property: JsonPropertyName("profile_picture")] string? ProfilePicture,
    [property: JsonPropertyName("bio")] string Bio,
    [property: JsonPropertyName("location")] string Location,
    [property: JsonPropertyName("is_online")] bool IsOnline,
    [property: JsonPropertyName("last_activity")] string? LastActivity,
    [property: JsonPropertyName("interests")] IReadOnlyList<string> Interests,
    [property: JsonPropertyName("age")] int? Age,
    [property: JsonPropertyName("distance")] double? Distance);

/// <summary>Two who like each other, as one of them sees it. Fixture `answer_match`.</summary>
internal sealed record WireMatch(
    [property: JsonPropertyName("id")] long Id,
    [property: JsonPropertyName("created_at")] string CreatedAt,
    [property: JsonPropertyName("is_active")] bool IsActive,
    [property: JsonPropertyName("matched_user")] WirePotential MatchedUser);

/// <param name="Match">Only when the like is returned.</param>
internal sealed record LikeAnswer(
    [property: JsonPropertyName("detail")] string Detail,
    [property: JsonPropertyName("is_match")] bool IsMatch,
    [property: JsonPropertyName("match"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] WireMatch? Match);

internal sealed record WireDeviceToken(
    [property: JsonPropertyName("id")] long Id,
    [property: JsonPropertyName("token")] string Token,
    [property: JsonPropertyName("platform")] string Platform,
    [property: JsonPropertyName("is_active")] bool IsActive,
    [property: JsonPropertyName("created_at")] string CreatedAt,
    [property: JsonPropertyName("updated_at")] string UpdatedAt);
