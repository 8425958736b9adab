using System.Text.Json.Serialization;
using Parlance.Dialects.Django.Wire;

namespace Parlance.Dialects.Besage.Wire;

internal sealed record SignedInAnswer(
    [property: JsonPropertyName("refresh")] string Refresh,
    [property: JsonPropertyName("access")] string Access,
    [property: JsonPropertyName("user")] WireUser User);

/// <summary>What was done. The React Native client shows `message` of whatever it gets.</summary>
internal sealed record DoneAnswer([property: JsonPropertyName("detail")] string Detail)
{
    [JsonPropertyName("message")]
    public string Message => Detail;
}

internal sealed record ImageAnswer(
    [property: JsonPropertyName("imageUrl")] string ImageUrl,
    [property: JsonPropertyName("profile_img")] string ProfileImage);

/// <summary>400 of a logout whose refresh token is none.</summary>
internal sealed record LogoutRefusal([property: JsonPropertyName("error")] string Error)
{
    [JsonPropertyName("detail")]
    public string Detail => Error;

    [JsonPropertyName("message")]
    public string Message => Error;
}
